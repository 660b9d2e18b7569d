import type { z } from 'zod';
import { isObject } from './block.ts';

/** One line of `response_metadata.messages` in Slack's own form: `[ERROR] <what> [json-pointer:/blocks/0/text]`. */
export function errorLine(issue: z.core.$ZodIssue, root: readonly (string | number)[], input: unknown): string {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'invalid_type' && valueAt(input, path) === undefined) {
    return line(`missing required field: ${path.at(-1) ?? ''}`, [...root, ...path.slice(0, -1)]);
  }
  return line(whatIsWrong(issue, input, path), [...root, ...path]);
}

export function line(what: string, path: readonly (string | number)[]): string {
  return `[ERROR] ${what} [json-pointer:/${path.join('/')}]`;
}

function whatIsWrong(issue: z.core.$ZodIssue, input: unknown, path: readonly (string | number)[]): string {
  if (issue.code === 'invalid_type') return `must provide ${issue.expected === 'array' ? 'an array' : `a ${issue.expected}`}`;
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
    return issue.origin === 'array' ? `no more than ${issue.maximum} items allowed` : `must be at most ${issue.maximum}`;
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
    return issue.origin === 'array' ? `no fewer than ${issue.minimum} items allowed` : `must be at least ${issue.minimum}`;
  }
  if (issue.code !== 'invalid_union') return issue.message;
  const given = valueAt(input, path.at(-1) === 'type' ? path : [...path, 'type']);
  return typeof given === 'string' ? `unsupported type: ${given}` : 'missing required field: type';
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  let value = input;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isObject(value)) value = value[String(part)];
    else return undefined;
  }
  return value;
}
