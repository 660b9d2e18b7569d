import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The demo app's migrations, oldest first. Those numbered 0004 are of different branches: only one of them is ever applied. */
const MIGRATIONS = ['0000_init', '0001_expand', '0002_backfill', '0003_contract', '0004_due_date', '0004_reference', '0004_euros'] as const;

export type Migration = (typeof MIGRATIONS)[number];

const journalShape = z.object({
  version: z.literal('7'),
  dialect: z.literal('postgresql'),
  entries: z.array(
    z.object({ idx: z.number(), version: z.literal('7'), when: z.number(), tag: z.enum(MIGRATIONS), breakpoints: z.literal(true) }),
  ),
});

export type Journal = z.infer<typeof journalShape>;

/** Drizzle's journal up to and including one migration, as it was in the commit that added that migration. */
export async function readJournal(upTo: Migration): Promise<Journal> {
  const journal = journalShape.parse(JSON.parse(await readFile(new URL('./migrations/meta/_journal.json', import.meta.url), 'utf8')));
  const last = journal.entries.find(({ tag }) => tag === upTo);
  if (last === undefined) throw new Error(`The journal of the demo app has no migration ${upTo}.`);
  return { ...journal, entries: journal.entries.filter(({ idx, tag }) => idx < last.idx || tag === upTo) };
}

export function readMigration(migration: Migration): Promise<string> {
  return readFile(new URL(`./migrations/${migration}.sql`, import.meta.url), 'utf8');
}
