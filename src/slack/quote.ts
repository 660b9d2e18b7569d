import { cutText } from '#domain/cut-text.ts';
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
  const line = onOneLine(text).replaceAll(AT_AN_EDGE, 'ˍ');
  const all = escaped(line, Number.POSITIVE_INFINITY, LOOKALIKES);
  if (all.length <= most) return all;
  // With its escapes it needs more room than it has characters.
  const short = cutText(line, most - (all.length - line.length));
  return escaped(short.endsWith('…') ? line : short, most, LOOKALIKES);
}

/** The same in whole sentences, as many as fit: a sentence is halved only where the first alone is too long. */
export function quoteSentences(text: string, most: number): string {
  const line = onOneLine(text);
  const ends = [...line.matchAll(/\.(?= )/gu)].map(({ index }) => index + 1).filter((end) => end <= most);
  return quote(line.length <= most ? line : line.slice(0, ends.at(-1) ?? line.length), most);
}

/** The same as a name in a fixed pitch, where only a backtick is markup. */
export function quoteCode(text: string, most: number): string {
  return `\`${escaped(onOneLine(text), most, { '`': 'ˋ' })}\``;
}

function onOneLine(text: string): string {
  return text.toWellFormed().replaceAll(INVISIBLE, ' ').replaceAll(/\s+/g, ' ').trim();
}

function escaped(line: string, most: number, lookalikes: Readonly<Record<string, string>>): string {
  let quoted = '';
  for (const character of line) {
    const next = escape(lookalikes[character] ?? character);
    if (quoted.length + next.length > most) return `${withoutHalfAWord(quoted).trimEnd()}…`;
    quoted += next;
  }
  return quoted;
}

/** Half a word is left out where that costs little of the text. */
function withoutHalfAWord(beginning: string): string {
  const space = beginning.lastIndexOf(' ');
  return space > beginning.length * 0.85 ? beginning.slice(0, space) : beginning;
}
