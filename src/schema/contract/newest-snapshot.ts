import { z } from 'zod';
import type { FileTree } from '../migration.ts';

const journal = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string() })) });

export interface NewestSnapshot {
  readonly file: string;
  readonly text: string;
  /** Whether it belongs to the newest migration. */
  readonly newest: boolean;
}

/**
 * Drizzle's newest snapshot among the files of one commit: by the journal's order in the 0.x layout (`meta/0003_snapshot.json`), by the
 * folder's timestamp in the 1.0 layout (`20260101120000_name/snapshot.json`). Null where there is none.
 */
export function newestSnapshot(files: FileTree): NewestSnapshot | null {
  const journalFile = [...files.keys()].find((file) => /(?:^|\/)meta\/_journal\.json$/.test(file));
  return journalFile === undefined ? byFolder(files) : byJournal(files, journalFile);
}

function byJournal(files: FileTree, journalFile: string): NewestSnapshot | null {
  const read = journal.safeParse(parseJson(files.get(journalFile) ?? ''));
  if (!read.success) return null;
  const folder = journalFile.slice(0, -'_journal.json'.length);
  const names = read.data.entries.toSorted((a, b) => b.idx - a.idx).map(({ tag }) => `${folder}${tag.split('_')[0]}_snapshot.json`);
  const file = names.find((name) => files.has(name));
  return file === undefined ? null : { file, text: files.get(file) ?? '', newest: file === names[0] };
}

function byFolder(files: FileTree): NewestSnapshot | null {
  const folders = [...files.keys()].map(
    (file) => /^(?<folder>.*\d{14}_[^/]*)\/(?:migration\.sql|snapshot\.json)$/.exec(file)?.groups?.['folder'],
  );
  const names = [...new Set(folders)].filter((folder) => folder !== undefined).toSorted();
  const folder = names.findLast((name) => files.has(`${name}/snapshot.json`));
  if (folder === undefined) return null;
  const file = `${folder}/snapshot.json`;
  return { file, text: files.get(file) ?? '', newest: folder === names.at(-1) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
