/** In less room than this two ends say less than a beginning. */
const BOTH_ENDS = 60;
const MARK = ' … ';

/** An error in the words of a database, a server or a tool: its beginning says where it was met, its end what it is. */
const ERROR =
  /\banswered [45]\d\d|\bdoes not exist\b|\balready exists\b|\bviolates\b|\bpermission denied\b|\brefused\b|\bfail(?:ed|s)\b|\b\w*(?:Error|Exception)\b|\berror:|\bERROR\b|\bfatal:|\bON CONFLICT\b/;

/** What decides, wherever in a long error it stands. */
const DECIDING =
  /(?:column|relation|type|function|table|constraint|schema|role|database|sequence|index|view) [^\s;]{1,120}(?: (?:of|for) (?:relation|table) [^\s;]{1,80})? (?:does not exist|already exists)|(?:null value in column [^\s;]{1,80} [^;]{0,100})?violates [a-z-]+(?: [a-z]+)? constraint(?: "[^"]{1,80}")?|permission denied for [^;.]{1,80}|new row violates row-level security[^;.]{0,80}/gi;

/**
 * At most `most` characters, on whole characters. Of an error the middle gives way, so that the words that decide stay; of anything else the end does.
 */
export function cutText(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  if (most < BOTH_ENDS || !ERROR.test(text)) return `${characters.slice(0, most - 1).join('')}…`;

  const decisive = [...text.matchAll(DECIDING)].at(-1);
  const at = decisive === undefined ? characters.length : Array.from(text.slice(0, decisive.index)).length;
  const room = most - MARK.length;
  const needed = decisive === undefined ? Math.ceil((room * 2) / 3) : Array.from(decisive[0]).length;
  // What decides stands near the beginning already.
  if (decisive !== undefined && at + needed < most) return `${characters.slice(0, most - 1).join('')}…`;
  const tail = Math.min(room, Math.max(needed, Math.ceil((room * 2) / 3)));
  const from = Math.min(at, characters.length - tail);
  const beginning = wholeWords(characters, 0, room - tail);
  const isLast = from + tail >= characters.length;
  return `${beginning}${MARK}${wholeWords(characters, from, isLast ? characters.length : from + tail - 1)}${isLast ? '' : '…'}`;
}

/** Without half a word at either end, where that costs little. */
function wholeWords(characters: readonly string[], from: number, to: number): string {
  const text = characters.slice(from, to).join('');
  const begins = from === 0 || characters[from - 1] === ' ';
  const ends = to >= characters.length || characters[to] === ' ';
  const whole = begins ? text : text.replace(/^\S{1,15} /, '');
  return (ends ? whole : whole.replace(/ \S{1,15}$/, '')).trim();
}
