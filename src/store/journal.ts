import { createHash, createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import { SwitchbackError } from '#domain/errors.ts';
import type { Json } from '#domain/json.ts';
import { canonicalJson } from './canonical-json.ts';
import { read, type Store, type Tx } from './store.ts';
import type { IncidentRow, JournalKind, JournalRow, Tables } from './tables.ts';

export interface JournalEntry {
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: JournalKind;
  readonly type: string;
  /** The person who acted, or `switchback`. */
  readonly by: string;
  /** Revision of the incident after this entry. */
  readonly rev: number;
  readonly payload: { readonly [field: string]: Json };
  /** Of all entries up to this one. */
  readonly hash: string;
}

/** What the first entry names as the entry before it. */
export const GENESIS_HASH = '0'.repeat(64);

/** Returns the incident with the new head of its journal. The caller holds the incident's lock. */
export async function appendJournal(
  tx: Tx,
  { journalKey }: Store,
  incident: IncidentRow,
  entry: Omit<JournalEntry, 'seq' | 'rev' | 'payload' | 'hash'> & { readonly payload: object },
): Promise<IncidentRow> {
  if (incident.journal_broken !== null) throw broken(incident);
  const unsealed = {
    incident: incident.id,
    seq: incident.journal_seq + 1,
    at: entry.at,
    kind: entry.kind,
    type: entry.type,
    by: entry.by,
    rev: incident.rev,
    payload: canonicalJson(entry.payload),
    prev: incident.journal_hash,
  };
  const head = { journal_seq: unsealed.seq, journal_hash: sealOf(unsealed, journalKey) };
  await tx
    .insertInto('journal')
    .values({ ...unsealed, hash: head.journal_hash })
    .execute();
  await tx.updateTable('incidents').set(head).where('id', '=', incident.id).execute();
  return { ...incident, ...head };
}

function broken({ id, journal_broken }: IncidentRow): SwitchbackError {
  return new SwitchbackError(
    'journal_broken',
    `The journal of incident ${id} cannot be believed (${journal_broken}), so nothing was done and nothing was appended. Go on by hand, and keep the database as it is: it is evidence.`,
  );
}

/** SHA-256 over everything in the row but the hash itself; with a key its HMAC, which nobody without the key can make. */
export function sealOf(row: Omit<JournalRow, 'hash'>, key: string | null): string {
  const { incident, seq, at, kind, type, by, rev, payload, prev } = row;
  const sealing = key === null ? createHash('sha256') : createHmac('sha256', key);
  return sealing.update(canonicalJson({ incident, seq, at, kind, type, by, rev, payload, prev })).digest('hex');
}

/** Oldest first. */
export async function readJournal(store: Store, incident: string): Promise<JournalEntry[]> {
  const rows = await read(store, (db) => journalRows(db, incident));
  return rows.map(({ seq, at, kind, type, by, rev, payload, hash }) => ({
    seq,
    at,
    kind,
    type,
    by,
    rev,
    payload: JSON.parse(payload),
    hash,
  }));
}

export function journalRows(db: Kysely<Tables>, incident: string): Promise<JournalRow[]> {
  return db.selectFrom('journal').selectAll().where('incident', '=', incident).orderBy('seq').execute();
}
