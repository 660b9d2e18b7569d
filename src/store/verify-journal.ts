import { sql } from 'kysely';
import { breathe } from './breathe.ts';
import { GENESIS_HASH, sealOf } from './journal.ts';
import { read, type Store } from './store.ts';
import type { JournalRow } from './tables.ts';

export type JournalVerdict =
  /** `unkeyed` of its entries were sealed without the key that there is now. */
  | { readonly kind: 'intact'; readonly length: number; readonly head: string; readonly unkeyed: number }
  /** `seq` is the first entry that cannot be believed. */
  | { readonly kind: 'broken'; readonly seq: number; readonly why: string }
  | { readonly kind: 'unknown incident' };

export interface Verification {
  /** A hash that was written down outside the store: the journal must have an entry with it. */
  readonly anchor?: string;
}

/** Read at a time: a long journal must not keep whatever else this thread does waiting. */
const PORTION = 500;

/** Recomputes the whole chain and compares its end with the head kept beside the incident. Locks nothing: what is there never changes. */
export async function verifyJournal(store: Store, incident: string, { anchor }: Verification = {}): Promise<JournalVerdict> {
  const head = await headOf(store, incident);
  if (head === undefined) return { kind: 'unknown incident' };

  const chain = { seq: 0, hash: GENESIS_HASH, unkeyed: 0, anchored: anchor === undefined };
  while (chain.seq < head.journal_seq) {
    const rows = await portionAfter(store, incident, chain.seq, head.journal_seq);
    if (rows.length === 0) break;
    for (const row of rows) {
      const sealed = sealedBy(store, row);
      const why = whyUnbelievable(row, chain, sealed);
      if (why !== null) return { kind: 'broken', seq: chain.seq + 1, why };
      chain.seq = row.seq;
      chain.hash = row.hash;
      chain.unkeyed += sealed === 'without the key' ? 1 : 0;
      chain.anchored ||= row.hash === anchor;
    }
    await breathe();
  }
  if (chain.seq !== head.journal_seq || chain.hash !== head.journal_hash || head.newest !== head.journal_seq) {
    return { kind: 'broken', seq: chain.seq + 1, why: `the journal ends after ${head.newest ?? 0} of ${head.journal_seq} entries` };
  }
  if (!chain.anchored) return { kind: 'broken', seq: 1, why: 'no entry has the hash that was written down: the journal was sealed anew' };
  return { kind: 'intact', length: chain.seq, head: chain.hash, unkeyed: store.journalKey === null ? 0 : chain.unkeyed };
}

/** In one statement, so that an entry that is appended meanwhile is in both or in neither. */
function headOf(store: Store, incident: string): Promise<{ journal_seq: number; journal_hash: string; newest: number | null } | undefined> {
  return read(store, (db) =>
    db
      .selectFrom('incidents')
      .select(['journal_seq', 'journal_hash'])
      .select(sql<number | null>`(select max(seq) from journal where journal.incident = incidents.id)`.as('newest'))
      .where('id', '=', incident)
      .executeTakeFirst(),
  );
}

function portionAfter(store: Store, incident: string, seq: number, last: number): Promise<JournalRow[]> {
  return read(store, (db) =>
    db
      .selectFrom('journal')
      .selectAll()
      .where('incident', '=', incident)
      .where('seq', '>', seq)
      .where('seq', '<=', last)
      .orderBy('seq')
      .limit(PORTION)
      .execute(),
  );
}

type Sealed = 'with the key' | 'without the key' | 'wrongly';

function sealedBy({ journalKey }: Store, row: JournalRow): Sealed {
  if (journalKey !== null && row.hash === sealOf(row, journalKey)) return 'with the key';
  return row.hash === sealOf(row, null) ? 'without the key' : 'wrongly';
}

function whyUnbelievable(
  row: JournalRow,
  { seq, hash, unkeyed }: { seq: number; hash: string; unkeyed: number },
  sealed: Sealed,
): string | null {
  const next = seq + 1;
  const keyed = unkeyed < seq;
  if (row.seq !== next) return `entry ${next} is missing`;
  if (row.prev !== hash) return `entry ${next} does not follow the entry before it`;
  if (sealed === 'wrongly') return `entry ${next} was changed after it was written`;
  // The key may have come while the incident was open, but it never goes.
  if (sealed === 'without the key' && keyed) return `entry ${next} was sealed without the key`;
  return null;
}
