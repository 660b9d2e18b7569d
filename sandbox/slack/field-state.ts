import { type Block, type JsonObject, stringIn } from './blocks/block.ts';
import { type Control, controls, optionNamed } from './controls.ts';

/** What a person puts in: text, the value or the text of an option, an id, or a list of them. */
export type Entered = string | readonly string[];

/** How the state of a control is written in a payload, by its element type. */
const FIELDS: Readonly<
  Record<string, { readonly field: string; readonly initial: string; readonly takes: 'text' | 'option' | 'texts' | 'options' | 'number' }>
> = {
  plain_text_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  number_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  email_text_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  url_text_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  static_select: { field: 'selected_option', initial: 'initial_option', takes: 'option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', takes: 'option' },
  overflow: { field: 'selected_option', initial: '', takes: 'option' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', takes: 'options' },
  checkboxes: { field: 'selected_options', initial: 'initial_options', takes: 'options' },
  users_select: { field: 'selected_user', initial: 'initial_user', takes: 'text' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', takes: 'texts' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', takes: 'text' },
  datepicker: { field: 'selected_date', initial: 'initial_date', takes: 'text' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', takes: 'number' },
};

export type State = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** The state of every field before anyone touched it, by block and action. */
export function initialState(blocks: readonly Block[]): State {
  let state: State = {};
  for (const control of controls({ blocks })) {
    const how = FIELDS[control.kind];
    if (how === undefined || control.kind === 'overflow') continue;
    const empty = how.takes === 'texts' || how.takes === 'options' ? [] : null;
    state = withField(state, control, { type: control.kind, [how.field]: control.element[how.initial] ?? empty });
  }
  return state;
}

/** The state of one control after a person used it. Throws where no person could have: an option that is not offered, a button with a text. */
export function enteredState(control: Control, entered: Entered): JsonObject {
  const how = FIELDS[control.kind];
  if (how === undefined) throw new Error(`Nothing can be entered into the ${control.kind} "${control.label}"`);
  const list = typeof entered === 'string' ? [entered] : entered;
  const one = list[0] ?? '';
  const many = how.takes === 'texts' || how.takes === 'options';
  if (!many && list.length > 1) throw new Error(`"${control.label}" takes one value, not ${list.length}`);
  const values = { text: one, number: Number(one), texts: list };
  const value =
    how.takes === 'option'
      ? offered(control, one)
      : how.takes === 'options'
        ? list.map((name) => offered(control, name))
        : values[how.takes];
  return { type: control.kind, [how.field]: value };
}

export function withField(state: State, control: Control, field: JsonObject): State {
  return { ...state, [control.blockId]: { ...state[control.blockId], [control.actionId]: field } };
}

/** What Slack's own client would not let pass, by block: the app never hears of it. */
export function clientErrors(blocks: readonly Block[], state: State): Record<string, string> {
  const errors: Record<string, string> = {};
  const inputs = blocks.filter((block) => block.type === 'input');
  for (const control of controls({ blocks: inputs })) {
    const field = state[control.blockId]?.[control.actionId];
    const value = field?.[FIELDS[control.kind]?.field ?? ''];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    const optional = inputs.find((block) => block.block_id === control.blockId)?.['optional'] === true;
    if (empty && !optional) errors[control.blockId] = 'Please complete this required field.';
    if (empty) continue;
    const length = field === undefined ? 0 : (stringIn(field, 'value')?.length ?? 0);
    const least = Number(control.element['min_length'] ?? 0);
    const most = Number(control.element['max_length'] ?? 3000);
    if (length < least) errors[control.blockId] = `Write at least ${least} characters.`;
    if (length > most) errors[control.blockId] = `Write at most ${most} characters.`;
  }
  return errors;
}

function offered(control: Control, name: string): JsonObject {
  const option = optionNamed(control, name);
  if (option !== null) return option;
  throw new Error(
    `"${control.label}" does not offer "${name}"; it offers ${control.options.map((each) => String(each['value'])).join(', ')}`,
  );
}
