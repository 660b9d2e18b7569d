import type { Script } from '../migration.ts';

/** What goose makes of one file. `refused`: goose stops at it, and so at everything after it. */
export type GooseFile =
  | { readonly kind: 'sections'; readonly up: Script; readonly down: Script | null }
  | { readonly kind: 'refused'; readonly why: string };

const KNOWN = ['up', 'down', 'statementbegin', 'statementend', 'no transaction', 'envsub on', 'envsub off'] as const;
type Annotation = (typeof KNOWN)[number];

interface Section {
  readonly firstLine: number;
  readonly lines: string[];
}

/** Cuts a file at its `-- +goose` comments. */
export function gooseSections(file: string, text: string): GooseFile {
  const sections: { up: Section | null; down: Section | null } = { up: null, down: null };
  let current: Section | null = null;
  let inStatement = false;
  let transaction = true;

  for (const [at, line] of text
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .entries()) {
    const annotation = annotationOf(line);
    if (annotation === 'unknown') return { kind: 'refused', why: `Line ${at + 1} of ${file} is not an annotation that goose knows.` };
    if (annotation === 'up' || annotation === 'down') {
      if (sections[annotation] !== null || inStatement)
        return { kind: 'refused', why: `Line ${at + 1} of ${file} begins its ${annotation} part where none can begin.` };
      current = { firstLine: at + 1, lines: [] };
      sections[annotation] = current;
    }
    if (annotation === 'statementbegin') inStatement = true;
    if (annotation === 'statementend') inStatement = false;
    if (annotation === 'no transaction') transaction = false;
    if (annotation === 'envsub on')
      return { kind: 'refused', why: `${file} takes values from the environment (ENVSUB), which are not known here.` };
    if (current === null && annotation === null && isSql(line))
      return { kind: 'refused', why: `${file} has SQL before its "-- +goose Up".` };
    current?.lines.push(line);
  }
  if (inStatement) return { kind: 'refused', why: `${file} ends inside a statement: its "-- +goose StatementEnd" is missing.` };
  if (sections.up === null) return { kind: 'refused', why: `${file} has no "-- +goose Up", without which goose does not run it.` };
  return {
    kind: 'sections',
    up: scriptOf(sections.up, file, transaction),
    down: sections.down && scriptOf(sections.down, file, transaction),
  };
}

function scriptOf({ firstLine, lines }: Section, file: string, transaction: boolean): Script {
  return { sql: lines.join('\n'), file, firstLine, transaction };
}

function annotationOf(line: string): Annotation | 'unknown' | null {
  if (!line.trimStart().startsWith('--') || !line.includes('+goose')) return null;
  const said = line.replaceAll('--', '').replace('+goose', '').trim().toLowerCase();
  return KNOWN.find((known) => known === said) ?? 'unknown';
}

function isSql(line: string): boolean {
  const text = line.trim();
  return text !== '' && !text.startsWith('--');
}
