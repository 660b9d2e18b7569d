import type { Child } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { isObject, stringIn } from './json.ts';
import { mrkdwn } from './mrkdwn.ts';

/** A Slack text object, with markup where it says so. */
export function text(value: unknown, reader: Reader): Child[] {
  if (!isObject(value)) return [];
  const written = stringIn(value, 'text');
  return value['type'] === 'mrkdwn' ? mrkdwn(written, reader) : [written];
}
