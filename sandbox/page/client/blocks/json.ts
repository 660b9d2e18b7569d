export interface JsonObject {
  readonly [field: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; an absent list has none. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Empty where it is not a text. */
export function stringIn(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === 'string' ? value : '';
}

/** What a Slack text object says: `{ text: { type: 'plain_text', text: 'Roll back' } }` has “Roll back” in `text`. */
export function textIn(object: JsonObject, field: string): string {
  const value = object[field];
  return isObject(value) ? stringIn(value, 'text') : '';
}
