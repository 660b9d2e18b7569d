import { type Block, isObject, type JsonObject, objectsIn, stringIn } from './blocks/block.ts';

/** Something in a message or a modal that a person can press or choose from. */
export interface Control {
  /** The Block Kit element type: `button`, `static_select`, `plain_text_input`, ... */
  readonly kind: string;
  /** What it says: a button's text, a select's placeholder, a field's label. */
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | null;
  readonly style: string | null;
  /** The texts of its confirmation dialog, title first; null when a press acts at once. */
  readonly confirm: readonly string[] | null;
  readonly options: readonly JsonObject[];
  readonly element: JsonObject;
}

export function controls(shown: { readonly blocks: readonly Block[] }): Control[] {
  return shown.blocks.flatMap(controlsOf);
}

export function buttons(shown: { readonly blocks: readonly Block[] }): Control[] {
  return controls(shown).filter((control) => control.kind === 'button');
}

/** An option's own identity in a payload, and what a person calls it. */
export function optionNamed(control: Control, name: string): JsonObject | null {
  return control.options.find((option) => option['value'] === name || textIn(option, 'text') === name) ?? null;
}

function controlsOf(block: JsonObject): Control[] {
  const blockId = stringIn(block, 'block_id') ?? '';
  if (block['type'] === 'container') return objectsIn(block['child_blocks']).flatMap(controlsOf);
  if (block['type'] === 'actions') return objectsIn(block['elements']).map((element) => control(element, blockId, null));
  if (block['type'] === 'input') return objectsIn([block['element']]).map((element) => control(element, blockId, textIn(block, 'label')));
  const accessories = objectsIn([block['accessory']]).filter((element) => element['type'] !== 'image');
  return accessories.map((element) => control(element, blockId, null));
}

function control(element: JsonObject, blockId: string, label: string | null): Control {
  const confirm = element['confirm'];
  const groups = objectsIn(element['option_groups']).flatMap((group) => objectsIn(group['options']));
  return {
    kind: stringIn(element, 'type') ?? '',
    label: label ?? (textIn(element, 'text') || textIn(element, 'placeholder')),
    actionId: stringIn(element, 'action_id') ?? '',
    blockId,
    value: stringIn(element, 'value'),
    style: stringIn(element, 'style'),
    confirm: isObject(confirm)
      ? ['title', 'text', 'confirm', 'deny'].map((part) => textIn(confirm, part)).filter((text) => text !== '')
      : null,
    options: [...objectsIn(element['options']), ...groups],
    element,
  };
}

function textIn(object: JsonObject, field: string): string {
  const text = object[field];
  return isObject(text) ? (stringIn(text, 'text') ?? '') : '';
}
