import { journalRows, GENESIS_HASH, sealOf } from './journal.ts';
import { transact, type Store } from './store.ts';
import type { JournalRow } from './tables.ts';

export type JournalVerdict =
  | { readonly kind: 'intact'; readonly length: number }
  /** `seq` is the first entry that cannot be believed. */
  | { readonly kind: 'broken'; readonly seq: number; readonly why: string }
  | { readonly kind: 'unknown incident' };

/** Recomputes the whole chain and compares its end with the head kept beside the incident. */
export async function verifyJournal(store: Store, incident: string): Promise<JournalVerdict> {
  const read = await transact(store, async (tx) => ({
    // The head first, and locked: an entry appended between the two reads would look like one too many.
    head: await tx
      .selectFrom('incidents')
      .select(['journal_seq', 'journal_hash'])
      .where('id', '=', incident)
      .modifyEnd(store.dialect.forUpdate)
      .executeTakeFirst(),
    rows: await journalRows(tx, incident),
  }));
  if (!read.head) return { kind: 'unknown incident' };

  const broken = firstBreak(read.rows);
  if (broken) return broken;
  const last = read.rows.at(-1);
  if (last?.seq !== read.head.journal_seq || last.hash !== read.head.journal_hash) {
    return {
      kind: 'broken',
      seq: (last?.seq ?? 0) + 1,
      why: `the journal ends after ${last?.seq ?? 0} of ${read.head.journal_seq} entries`,
    };
  }
  return { kind: 'intact', length: read.rows.length };
}

function firstBreak(rows: readonly JournalRow[]): JournalVerdict | undefined {
  let prev = GENESIS_HASH;
  for (const [index, row] of rows.entries()) {
    const seq = index + 1;
    if (row.seq !== seq) return { kind: 'broken', seq, why: `entry ${seq} is missing` };
    if (row.prev !== prev) return { kind: 'broken', seq, why: `entry ${seq} does not follow the entry before it` };
    if (row.hash !== sealOf(row)) return { kind: 'broken', seq, why: `entry ${seq} was changed after it was written` };
    prev = row.hash;
  }
  return undefined;
}
