import { cutText } from '#domain/cut-text.ts';
import { withInstants } from '#domain/instant.ts';
import { escape } from './escape.ts';
import { showMoment } from './sentence.ts';

/** Backticks, asterisks and tildes have no escape in `mrkdwn`; these look the same and are no markup. */
const LOOKALIKES: Readonly<Record<string, string>> = { '`': 'ˋ', '*': '∗', '~': '∼' };

/** An underscore inside a name is none either; anywhere else it begins or ends italics. */
const AT_AN_EDGE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** Control characters, those that turn the direction of the text around, and those that stand for a moment here. */
const INVISIBLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]+/gu;

/** A moment is one of these characters while its line is cut, so that it is never halved. */
const FIRST_MOMENT = 0xe000;
/** What is full of moments is a log, and is quoted as it is. */
const MOST_MOMENTS = 12;
/** What a reader sees of one. */
const MOMENT_WIDTH = 10;

/**
 * What a person, a commit or a tracker wrote, fit to stand inside a line of `mrkdwn`: nothing in it acts, and a line break in it
 * cannot forge a line of ours. A moment in it is shown in the reader's own zone. At most `most` characters with the escapes, a moment
 * counted by what a reader sees of it.
 */
export function quote(text: string, most: number): string {
  const { line, moments } = folded(onOneLine(text).replaceAll(AT_AN_EDGE, 'ˍ'));
  const room = most - moments.length * (MOMENT_WIDTH - 1);
  const all = escaped(line, Number.POSITIVE_INFINITY, LOOKALIKES);
  if (all.length <= room) return unfolded(all, moments);
  // With its escapes it needs more room than it has characters.
  const short = cutText(line, room - (all.length - line.length));
  return unfolded(escaped(short.endsWith('…') ? line : short, room, LOOKALIKES), moments);
}

/** The same in whole sentences, as many as fit: a sentence is halved only where the first alone is too long. */
export function quoteSentences(text: string, most: number): string {
  const line = onOneLine(text);
  const ends = [...line.matchAll(/\.(?= )/gu)].map(({ index }) => index + 1).filter((end) => end <= most);
  return quote(line.length <= most ? line : line.slice(0, ends.at(-1) ?? line.length), most);
}

function folded(line: string): { line: string; moments: readonly string[] } {
  const moments: string[] = [];
  const short = withInstants(line, (at, precision) => {
    if (moments.length === MOST_MOMENTS) return null;
    moments.push(showMoment(at, precision));
    return String.fromCharCode(FIRST_MOMENT + moments.length - 1);
  });
  return { line: short, moments };
}

function unfolded(line: string, moments: readonly string[]): string {
  return line.replaceAll(/[\ue000-\uf8ff]/g, (one) => moments[one.charCodeAt(0) - FIRST_MOMENT] ?? '');
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
