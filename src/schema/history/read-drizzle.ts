import { z } from 'zod';
import type { FileTree, History, Ignored } from '../migration.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { childFoldersOf, topFilesOf } from './subtree.ts';

const JOURNAL = 'meta/_journal.json';

const journalShape = z.object({
  dialect: z.string().default('postgresql'),
  entries: z.array(z.object({ tag: z.string(), when: z.number().optional() })),
});

/** Drizzle 0.x keeps its order in a journal, and a file outside it never runs. Drizzle 1.0 has a folder for each migration and no journal. */
export function readDrizzle(tree: FileTree): History {
  const journal = tree.get(JOURNAL);
  return journal === undefined ? readFolders(tree) : readJournal(tree, journal);
}

function readJournal(tree: FileTree, text: string): History {
  const journal = journalShape.safeParse(jsonOf(text));
  if (!journal.success) {
    return notReadable(
      `Drizzle's ${JOURNAL} is not a complete journal, so the order of the migrations cannot be told. Restore it from Git.`,
    );
  }
  const { dialect, entries } = journal.data;
  if (dialect !== 'postgresql' && dialect !== 'pg')
    return notReadable(`These Drizzle migrations are written for ${dialect}; only PostgreSQL is read.`);
  const files = entries.map(({ tag }) => `${tag}.sql`);
  const known = new Set(files);
  if (known.size < files.length) return notReadable(`Drizzle's ${JOURNAL} names a migration twice. Remove one of the two entries.`);
  return {
    kind: 'history',
    tool: 'drizzle',
    ...inOrder(entries.map(({ tag, when }) => entryOf(tree, tag, `${tag}.sql`, when))),
    ignored: outside(tree, known),
  };
}

function readFolders(tree: FileTree): History {
  const names = childFoldersOf(tree)
    .filter((name) => tree.has(`${name}/migration.sql`))
    .sort((one, other) => one.localeCompare(other, 'en'));
  return { kind: 'history', tool: 'drizzle', ...inOrder(names.map((name) => entryOf(tree, name, `${name}/migration.sql`))), ignored: [] };
}

function entryOf(tree: FileTree, name: string, file: string, when?: number): Entry {
  const up = scriptOf(tree, file, true);
  if (up === null) return { kind: 'opaque', file, why: `The journal names ${name}, but ${file} is not there.` };
  const down = file.endsWith('/migration.sql') ? scriptOf(tree, file.replace(/migration\.sql$/u, 'down.sql'), true) : null;
  return { kind: 'migration', migration: { name, file, up, down, ...(when === undefined ? {} : { when }) } };
}

function outside(tree: FileTree, known: ReadonlySet<string>): Ignored[] {
  const strays = topFilesOf(tree).filter((file) => file.endsWith('.sql') && !known.has(file));
  return strays.map((file) => ({ file, why: 'It is not in meta/_journal.json, so Drizzle does not run it.' }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return null;
  }
}
