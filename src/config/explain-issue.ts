import type { z } from 'zod';
import { fileSchema } from './json-schema.ts';
import type { SchemaNode } from './json-schema.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';

type Path = readonly PropertyKey[];

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};
const SECRET = /xox[a-z]-|xapp-|sntry[a-z]_|:\/\/[^/\s]*@|^[A-Za-z0-9_-]{20,}$/;

/** The sentence of the checks that have no sentence of their own. */
export function sayIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_small') return 'must not be empty';
  return undefined;
}

/** What is wrong, what was found, and where the right value comes from. */
export function explainIssue(issue: z.core.$ZodIssue, data: unknown, lineOf: LineOf): Problem[] {
  const field = fieldAt(issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...issue.path, key], field, lineOf));

  if (issue.code === 'invalid_union') {
    return closest(issue.errors).flatMap((inner) => explainIssue({ ...inner, path: [...issue.path, ...inner.path] }, data, lineOf));
  }

  const line = lineOf(issue.path);
  const name = pathName(issue.path);
  if (issue.code === 'invalid_key') return issue.issues.slice(0, 1).map(({ message }) => ({ name, says: message, line }));

  const found = valueAt(data, issue.path);
  const source = field?.source ? `; ${field.source}` : '';
  if (found === undefined) return [{ name, says: `is not set${source}`, line }];
  const shown = issue.code === 'too_small' ? '' : `, found ${show(found)}`;
  return [{ name, says: `${issue.message}${shown}${source}`, line }];
}

/** What is wrong with the form of a setting that the value is meant as: the first whose very type fits. */
function closest(errors: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  return errors.find((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)) ?? errors[0] ?? [];
}

/** The path as people write it, such as `drills[0].cron`. */
export function pathName(path: Path): string {
  const name = path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${String(segment)}`)).join('');
  return name === '' ? 'the file' : name.replace(/^\./, '');
}

function unknownKey(path: Path, group: SchemaNode | undefined, lineOf: LineOf): Problem {
  const known = Object.keys(groupIn(group)?.properties ?? {});
  const key = String(path.at(-1));
  const meant = nearest(key, known);
  const advice = meant === null ? `the keys here are ${known.join(', ')}` : `did you mean ${meant}?`;
  const secret = /token|secret|password|dsn$/i.test(key) ? '; secrets come from the environment only' : '';
  return { name: pathName(path), says: `is not a setting; ${advice}${secret}`, line: lineOf(path) };
}

function fieldAt(path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = fileSchema();
  for (const segment of path) {
    const any: SchemaNode | undefined = typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
    node = typeof segment === 'number' ? node?.items : (groupIn(node)?.properties?.[String(segment)] ?? any);
  }
  return node;
}

/** The group of keys among the forms that a setting may have. */
function groupIn(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.anyOf?.find(({ properties }) => properties !== undefined) ?? node;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(segment))?.[1];
  }
  return value;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of keys';
  const text = String(value);
  if (SECRET.test(text)) return `something that may be a secret (${text.length} characters, not shown)`;
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : value);
}
