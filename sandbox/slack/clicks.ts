import type { JsonObject } from './blocks/block.ts';
import type { Tools } from './commands.ts';
import { type Control, controls } from './controls.ts';
import type { Delivery } from './deliveries.ts';
import { enteredState, initialState, type State, withField } from './field-state.ts';
import type { Message } from './message.ts';
import { interaction, messageContext, viewContext } from './payloads.ts';
import { wireView } from './wire.ts';
import type { User, View } from './workspace.ts';

export interface ClickResult {
  readonly ok: boolean;
  readonly error: string | null;
  readonly latencyMs: number | null;
}

/** A control by what it says or by its action id. `value` chooses an option of a select, or one of several buttons with one action id. */
export type Named = string | { readonly actionId: string; readonly value?: string | readonly string[] };

/** Presses a control of a message or of an open modal. A confirmation dialog counts as confirmed: Slack tells the app nothing of it. */
export async function click(
  tools: Tools,
  user: User,
  shown: Message | View,
  named: Named,
  choices: Map<string, State>,
): Promise<ClickResult> {
  const { workspace } = tools;
  const interactive = workspace.manifest.settings.interactivity?.is_enabled === true;
  if (!interactive) return { ok: false, error: 'interactivity_disabled', latencyMs: null };
  const control = findControl(shown, named);
  const key = `${user.id} ${'modal' in shown ? shown.id : `${shown.channel}:${shown.ts}`}`;
  const before = { ...initialState(shown.blocks), ...choices.get(key) };
  const entered = control.kind === 'button' ? pressed(control) : enteredState(control, valueOf(named));
  const state = control.kind === 'button' || control.kind === 'overflow' ? before : withField(before, control, entered);
  choices.set(key, state);

  const context =
    'modal' in shown
      ? { ...viewContext(shown), view: wireView(workspace, shown, state) }
      : { ...messageContext(workspace, shown, responseUrl(tools, user, shown)), state: { values: state } };
  const action = { ...entered, action_id: control.actionId, block_id: control.blockId, action_ts: workspace.newTs() };
  const delivery = await tools.deliveries.deliver('interactive', {
    ...interaction(workspace, 'block_actions', user, tools.triggers.issue(user.id)),
    ...context,
    actions: [action],
  });
  return clickResult(delivery);
}

export function clickResult(delivery: Delivery): ClickResult {
  const ok = delivery.outcome === 'acked';
  return { ok, error: ok ? null : delivery.outcome, latencyMs: delivery.latencyMs };
}

function findControl(shown: Message | View, named: Named): Control {
  const all = controls(shown);
  const found = all.filter((control) => isNamed(control, named));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const visible = all.map((control) => `"${control.label}" (${control.actionId}${control.value === null ? '' : ` = ${control.value}`})`);
  const problem = found.length === 0 ? 'There is nothing called' : `${found.length} controls are called`;
  throw new Error(`${problem} ${JSON.stringify(named)} here. To press: ${visible.join(', ') || 'nothing'}`);
}

function isNamed(control: Control, named: Named): boolean {
  if (typeof named === 'string') return control.label === named;
  if (control.actionId !== named.actionId) return false;
  return control.kind !== 'button' || named.value === undefined || control.value === named.value;
}

function valueOf(named: Named): string | readonly string[] {
  if (typeof named !== 'string' && named.value !== undefined) return named.value;
  throw new Error(`Say which value to choose: { actionId, value } instead of ${JSON.stringify(named)}`);
}

function pressed(control: Control): JsonObject {
  return {
    type: 'button',
    text: control.element['text'],
    ...(control.value === null ? {} : { value: control.value }),
    ...(control.style === null ? {} : { style: control.style }),
  };
}

function responseUrl(tools: Tools, user: User, message: Message): string {
  return tools.responseUrls.issue({ userId: user.id, channel: message.channel, original: message }).url;
}
