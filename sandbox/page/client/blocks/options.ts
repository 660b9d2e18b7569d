import { objectsIn, stringIn, textIn, type JsonObject } from './json.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a static menu offers, groups one after the other. */
export function optionsOf(element: JsonObject): readonly Option[] {
  const grouped = objectsIn(element['option_groups']).flatMap((group) => objectsIn(group['options']));
  return [...objectsIn(element['options']), ...grouped].map((option) => ({
    value: stringIn(option, 'value'),
    label: textIn(option, 'text'),
  }));
}
