import type { FileTree, History } from '../migration.ts';
import { inOrder, notReadable, type Entry } from './script.ts';
import { sqlNameOf, inSequence } from './sql-name.ts';
import { topFilesOf } from './subtree.ts';

const FORMATTED = /^\s*--\s*liquibase\s+formatted\s+sql\b/iu;
const CHANGESET = /^\s*--\s*changeset\s+(?<author>"[^"]+"|[^\s:]+):(?<id>"[^"]+"|\S+)(?<attributes>.*)$/iu;
const ROLLBACK = /^\s*--\s*rollback\b(?<sql>.*)$/iu;
/** A changeset with one of them runs or not by what only the one who runs it knows, or in a way that is not replayed. */
const OPEN = /\b(?:context|contextFilter|labels|runOnChange|runAlways|ignore|endDelimiter)\s*:\s*(?!false\b)/iu;
const PRECONDITION = /^\s*--\s*preconditions\b/iu;

export function isLiquibase(tree: FileTree): boolean {
  return sqlFilesOf(tree).some((file) => FORMATTED.test(tree.get(file) ?? ''));
}

interface Changeset {
  readonly name: string;
  readonly attributes: string;
  readonly line: number;
  readonly lines: string[];
  readonly back: string[];
}

/** Liquibase's formatted SQL: each changeset is a migration of its own, so that one added to a file that is there already is no edit of it. */
export function readLiquibase(tree: FileTree): History {
  const files = sqlFilesOf(tree)
    .flatMap((file) => sqlNameOf(file) ?? [])
    .sort(inSequence);
  const plain = files.find(({ file }) => !FORMATTED.test(tree.get(file) ?? ''));
  if (plain !== undefined) {
    return notReadable(
      `${plain.file} does not begin with "--liquibase formatted sql" as other files do, so whether it runs cannot be told. Name the folder of the changesets alone.`,
    );
  }
  const other = topFilesOf(tree).find((file) => /\.(?:xml|ya?ml|json)$/iu.test(file) && !/master|root|main|index/iu.test(file));
  const entries = [
    ...files.flatMap(({ file }) => changesetsIn(tree.get(file) ?? '').map((one) => entryOf(file, one))),
    ...(other === undefined
      ? []
      : [{ kind: 'opaque', file: other, why: `${other} may hold changesets of Liquibase that are not SQL.` } as const]),
  ];
  const names = entries.map((entry) => (entry.kind === 'migration' ? entry.migration.name : ''));
  const repeated = names.find((name, at) => name !== '' && names.indexOf(name) < at);
  if (repeated !== undefined) return notReadable(`Two changesets are called ${repeated}. Give one of the two another id.`);
  return { kind: 'history', tool: 'sql', ...inOrder(entries), ignored: [] };
}

function changesetsIn(text: string): Changeset[] {
  const changesets: Changeset[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .entries()) {
    const { author, id, attributes = '' } = CHANGESET.exec(line)?.groups ?? {};
    if (author !== undefined && id !== undefined) {
      changesets.push({ name: `${bare(author)}:${bare(id)}`, attributes, line: at + 1, lines: [''], back: [] });
      continue;
    }
    const current = changesets.at(-1);
    const back = ROLLBACK.exec(line)?.groups?.['sql']?.trim();
    if (back !== undefined && !/^(?:not required|empty)?$/iu.test(back)) current?.back.push(back);
    current?.lines.push(line);
  }
  return changesets;
}

function entryOf(file: string, { name, attributes, line, lines, back }: Changeset): Entry {
  const databases = /\bdbms\s*:\s*(?<names>"[^"]*"|\S+)/iu.exec(attributes)?.groups?.['names'] ?? 'postgresql';
  const isOpen = OPEN.exec(attributes)?.[0] ?? (lines.some((text) => PRECONDITION.test(text)) ? 'preconditions' : null);
  const where = `The changeset ${name} of ${file}`;
  if (isOpen !== null)
    return {
      kind: 'opaque',
      file: `${file}#${name}`,
      why: `${where} has ${isOpen.replace(/\s*:\s*$/u, '')}, so whether and how it runs cannot be told.`,
      text: `${attributes}\n${lines.join('\n')}`,
    };
  const runs = /\bpostgresql\b/iu.test(databases) && !/!\s*postgresql\b/iu.test(databases);
  const transaction = !/\brunInTransaction\s*:\s*false\b/iu.test(attributes);
  const up = { sql: runs ? lines.join('\n') : '', file, firstLine: line, transaction };
  const down = back.length === 0 ? null : { ...up, sql: back.join('\n') };
  return { kind: 'migration', migration: { name: `${file.replace(/\.sql$/u, '')}#${name}`, file, up, down } };
}

function bare(name: string): string {
  return name.replaceAll('"', '');
}

function sqlFilesOf(tree: FileTree): string[] {
  return topFilesOf(tree).filter((file) => file.endsWith('.sql'));
}
