import type { Script } from '../migration.ts';
import type { Comment, Parsed, Statement } from '../parse/parsed.ts';
import type { Marker, MarkerProblem, Signature } from './marker.ts';
import { isOpen, meansToBeMarker, parseMarker } from './parse-marker.ts';

export interface ReadMarkers {
  readonly markers: readonly Marker[];
  readonly problems: readonly MarkerProblem[];
}

/** Lines that one marker may take. */
const LONGEST = 20;

const UNREADABLE = 'PostgreSQL cannot parse this file, so no marker in it counts. Correct the SQL.';
const INSIDE = 'The marker stands inside a statement, so it counts for none. Put it on a line above the statement.';
const BEHIND = 'The marker stands behind a statement on the same line, so it counts for none. Put it on a line above the statement.';
const NOTHING_AFTER = 'No statement follows the marker, so it counts for none. Put it on a line above the statement that it is about.';

/**
 * The markers of one script, each bound to the statement that follows it. What looks like one inside a string or a function body is none.
 *
 * @param parsed that very script
 * @param by who wrote this very text, in which commit; null where that is not known
 */
export async function readMarkers(script: Script, parsed: Parsed, by: Signature | null): Promise<ReadMarkers> {
  if (parsed.kind === 'not parsed') {
    const problems = /compat\s*:/i.test(script.sql) ? [{ file: script.file, line: script.firstLine, why: UNREADABLE }] : [];
    return { markers: [], problems };
  }
  const markers: Marker[] = [];
  const problems: MarkerProblem[] = [];
  for (const { words, comment } of wordsOf(parsed.comments).filter((found) => meansToBeMarker(found.words))) {
    const place = { file: script.file, line: script.firstLine + comment.line - 1 };
    const read = await parseMarker(words);
    const bound = read.kind === 'marker' ? bind(script, comment, parsed.statements) : read;
    if (bound.kind === 'problem') problems.push({ ...place, why: bound.why });
    else if (read.kind === 'marker') markers.push({ ...read.marker, ...place, statement: bound.statement, by });
  }
  return { markers, problems };
}

type Bound = { readonly kind: 'bound'; readonly statement: Marker['statement'] } | { readonly kind: 'problem'; readonly why: string };

function bind(script: Script, comment: Comment, statements: readonly Statement[]): Bound {
  const next = statements[comment.next ?? statements.length];
  if (next === undefined) return { kind: 'problem', why: NOTHING_AFTER };
  const before = statements[(comment.next ?? 0) - 1];
  if (before && comment.start < before.end) return { kind: 'problem', why: INSIDE };
  if (before && lastLine(script, before) === comment.line) return { kind: 'problem', why: BEHIND };
  const end = lastLine(script, next);
  const after = statements[(comment.next ?? 0) + 1];
  const sharesLine = (before !== undefined && lastLine(script, before) >= next.line) || (after !== undefined && after.line <= end);
  const offset = script.firstLine - 1;
  return { kind: 'bound', statement: { firstLine: offset + next.line, lastLine: offset + end, sharesLine } };
}

function lastLine({ sql }: Script, { start, end, line }: Statement): number {
  return line + sql.slice(start, end).split('\n').length - 1;
}

/** Line comments without their dashes. A marker whose bracket is still open goes on in the comment on the next line. */
function wordsOf(comments: readonly Comment[]): { words: string; comment: Comment }[] {
  const found: { words: string; comment: Comment; lines: number }[] = [];
  let line = 0;
  for (const comment of comments.filter(({ text }) => text.startsWith('--'))) {
    const words = comment.text.replace(/^--+/, '');
    const last = found.at(-1);
    const mayGoOn = last && last.lines < LONGEST && comment.line === line + 1 && !meansToBeMarker(words);
    if (mayGoOn && meansToBeMarker(last.words) && isOpen(last.words)) {
      last.words += ` ${words.trim()}`;
      last.lines += 1;
    } else found.push({ words, comment, lines: 1 });
    ({ line } = comment);
  }
  return found;
}
