import type { Script } from '../migration.ts';
import { TWO_WAY_FORMATS, type TwoWayFormat } from './two-way-formats.ts';

export type TwoWayFile =
  | { readonly kind: 'two ways'; readonly tool: string; readonly up: Script; readonly down: Script | null }
  /** The marks are those of a tool, and do not stand as it wants them. */
  | { readonly kind: 'refused'; readonly why: string };

/** A file that holds its way forward and its way back, by the marks of the tools that have such files; null where it has none of them. */
export function twoWayFile(file: string, text: string): TwoWayFile | null {
  const [first, second] = formatsIn(text);
  if (first === undefined) return null;
  if (second !== undefined) return refused(`${file} has the marks of ${first.format.tool} and of ${second.format.tool}`);
  return cut(file, text, first.format, first.marks);
}

/** How the newest of these texts that holds both ways marks them; null where none does. */
export function marksOf(texts: readonly string[]): TwoWayFormat['marks'] | null {
  return texts.flatMap(formatsIn).at(-1)?.format.marks ?? null;
}

/** The tool of a folder that runs nothing of a file without its mark; null where no file of it has one. */
export function toolThatNeedsMarks(texts: readonly string[]): string | null {
  return texts.flatMap(formatsIn).find(({ format }) => format.needsUp)?.format.tool ?? null;
}

function formatsIn(text: string): { readonly format: TwoWayFormat; readonly marks: readonly Mark[] }[] {
  return TWO_WAY_FORMATS.flatMap((format) => {
    const marks = marksIn(text, format);
    return marks.length > 0 ? [{ format, marks }] : [];
  });
}

interface Mark {
  readonly line: number;
  readonly way: 'up' | 'down';
}

function marksIn(text: string, { up, down }: TwoWayFormat): Mark[] {
  return text.split('\n').flatMap((line, at): Mark[] => {
    if (up?.test(line) === true) return [{ line: at, way: 'up' }];
    return down.test(line.trimEnd()) ? [{ line: at, way: 'down' }] : [];
  });
}

function cut(file: string, text: string, { tool, up, noTransaction }: TwoWayFormat, marks: readonly Mark[]): TwoWayFile {
  const lines = text.replace(/^\uFEFF/u, '').split('\n');
  const hasUp = up === null || marks.some(({ way }) => way === 'up');
  if (!hasUp) return refused(`${file} has a way back of ${tool} and does not say where its way forward begins`);
  const first = marks[0]?.line ?? 0;
  if (up !== null && lines.slice(0, first).some(isSql)) return refused(`${file} has SQL before the first mark of ${tool}`);

  const wayOf = (at: number): Mark['way'] | null => marks.findLast(({ line }) => line <= at)?.way ?? (up === null ? 'up' : null);
  const isMark = new Set(marks.map(({ line }) => line));
  /** The other lines stay empty, so that every line keeps its number. */
  const only = (way: Mark['way']): string => lines.map((line, at) => (wayOf(at) === way && !isMark.has(at) ? line : '')).join('\n');
  const script = (way: Mark['way']): Script => ({
    sql: tool === 'Play' ? only(way).replaceAll(';;', ';') : only(way),
    file,
    firstLine: 1,
    transaction: noTransaction?.test(text) !== true,
  });
  return { kind: 'two ways', tool, up: script('up'), down: marks.some(({ way }) => way === 'down') ? script('down') : null };
}

function isSql(line: string): boolean {
  const text = line.trim();
  return text !== '' && !text.startsWith('--') && !text.startsWith('#');
}

function refused(found: string): TwoWayFile {
  return { kind: 'refused', why: `${found}, so which of it runs cannot be told.` };
}
