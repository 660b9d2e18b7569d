import { resolve, type Schema } from './contract.ts';

/**
 * What GitHub always sends besides, filled in from its own contract: an answer here has every field that the real one has, so that nothing can
 * come to rely on one being absent. What is given stays.
 */
export function complete(given: Schema, value: unknown): unknown {
  const schema = resolve(given);
  if (value === undefined) return filler(schema);
  if (Array.isArray(value)) return value.map((item) => (schema.items === undefined ? item : complete(schema.items, item)));
  if (typeof value !== 'object' || value === null) return value;
  const { properties, required } = merged(schema);
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    properties[name] === undefined ? field : complete(properties[name], field),
  ]);
  const others = required.filter((name) => !(name in value)).map((name) => [name, filler(resolve(properties[name] ?? {}))]);
  return Object.fromEntries([...fields, ...others]);
}

function filler(schema: Schema): unknown {
  if (schema.nullable === true) return null;
  if (schema.enum !== undefined) return schema.enum[0];
  const { properties, required } = merged(schema);
  switch (schema.type ?? (Object.keys(properties).length === 0 ? '' : 'object')) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, filler(resolve(properties[name] ?? {}))]));
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'string':
      return schema.format === 'date-time' ? '2026-01-01T00:00:00Z' : '';
    default:
      return null;
  }
}

/** With the parts of `allOf`, and of a choice the first that is an object. */
function merged(schema: Schema): { readonly properties: Readonly<Record<string, Schema>>; readonly required: readonly string[] } {
  const choice = (schema.oneOf ?? schema.anyOf ?? []).slice(0, 1);
  const parts = [...(schema.allOf ?? []), ...choice].map((part) => merged(resolve(part)));
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties ?? {}) as Record<string, Schema>,
    required: [...parts.flatMap((part) => part.required), ...(schema.required ?? [])],
  };
}
