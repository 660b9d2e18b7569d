import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The demo app's migrations, oldest first. */
export const MIGRATIONS = ['0000_init', '0001_expand', '0002_backfill', '0003_contract'] as const;

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
  return { ...journal, entries: journal.entries.slice(0, MIGRATIONS.indexOf(upTo) + 1) };
}

export function readMigration(migration: Migration): Promise<string> {
  return readFile(new URL(`./migrations/${migration}.sql`, import.meta.url), 'utf8');
}
