import { escape } from './escape.ts';

/** Backticks, asterisks and tildes have no escape in `mrkdwn`; these look the same and are no markup. */
const LOOKALIKES: Readonly<Record<string, string>> = { '`': 'ˋ', '*': '∗', '~': '∼' };

/** An underscore inside a name is none either; anywhere else it begins or ends italics. */
const AT_AN_EDGE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** Control characters, and those that turn the direction of the text around. */
const INVISIBLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * What a person, a commit or a tracker wrote, fit to stand inside a line of `mrkdwn`: nothing in it acts, and a line break in it
 * cannot forge a line of ours. At most `most` characters as Slack counts them, that is with the escapes.
 */
export function quote(text: string, most: number): string {
  const line = text.toWellFormed().replaceAll(INVISIBLE, ' ').replaceAll(/\s+/g, ' ').trim().replaceAll(AT_AN_EDGE, 'ˍ');
  let quoted = '';
  for (const character of line) {
    const next = escape(LOOKALIKES[character] ?? character);
    if (quoted.length + next.length > most) return `${quoted.trimEnd()}…`;
    quoted += next;
  }
  return quoted;
}
