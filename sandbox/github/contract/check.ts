import { resolve, type Schema } from './contract.ts';

/** What is wrong with a value, in GitHub's own words for a body; empty where nothing is. */
export function check(given: Schema, value: unknown, place: string, strict: boolean): readonly string[] {
  const schema = resolve(given);
  if (value === null && (schema.nullable === true || isLoose(schema))) return [];
  const parts = (schema.allOf ?? []).flatMap((part) => check(part, value, place, false));
  if (parts.length > 0) return parts;
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined && !choices.some((choice) => check(choice, value, place, false).length === 0)) {
    return [`For '${place}', ${show(value)} is none of the forms that it can have.`];
  }
  if (!hasType(schema, value)) return [`For '${place}', ${show(value)} is not ${article(typeOf(schema))}.`];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`For '${place}', ${show(value)} is not a member of ${JSON.stringify(schema.enum)}.`];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (schema.items === undefined ? [] : check(schema.items, item, `${place}/${index}`, strict)));
  }
  return isObject(value) ? checkObject(schema, value, place, strict) : [];
}

function checkObject(schema: Schema, value: Record<string, unknown>, place: string, strict: boolean): readonly string[] {
  const known = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((name) => value[name] === undefined).map((name) => `"${name}" wasn't supplied.`);
  const isOpen = !strict || schema.properties === undefined || schema.additionalProperties !== undefined;
  const unknown = isOpen
    ? []
    : Object.keys(value)
        .filter((name) => !(name in known))
        .map((name) => `"${name}" is not a permitted key.`);
  const count = Object.keys(value).length;
  const tooMany =
    schema.maxProperties !== undefined && count > schema.maxProperties
      ? [`"${place}" has ${count} of at most ${schema.maxProperties} keys.`]
      : [];
  const inside = Object.entries(known).flatMap(([name, part]) =>
    value[name] === undefined ? [] : check(part, value[name], `${place}/${name}`, strict),
  );
  return [...missing, ...unknown, ...tooMany, ...inside];
}

function hasType(schema: Schema, value: unknown): boolean {
  switch (typeOf(schema)) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string' && (schema.format !== 'date-time' || !Number.isNaN(Date.parse(value)));
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return true;
  }
}

function typeOf(schema: Schema): string {
  return schema.type ?? (schema.properties === undefined ? '' : 'object');
}

function isLoose(schema: Schema): boolean {
  const choices = schema.oneOf ?? schema.anyOf ?? [];
  return choices.some((choice) => resolve(choice).nullable === true);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);
const show = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));
