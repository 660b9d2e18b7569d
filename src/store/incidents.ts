import type { Json } from '#domain/json.ts';
import type { Environment, Mode } from '#domain/service.ts';
import { read, type Store, type Tx } from './store.ts';
import type { IncidentRow } from './tables.ts';

export interface Incident {
  readonly id: string;
  readonly service: string;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly status: 'open' | 'closed';
  /** Rises with every event that the machine took. */
  readonly rev: number;
  /** Rises when the question changes: a button that carries an older turn is stale. */
  readonly turn: number;
  readonly machineVersion: string;
  /** As stored, in the shape of `machineVersion`; null where that is not JSON. */
  readonly snapshot: Json;
  readonly channel: string;
  /** Null until the first message is posted. */
  readonly threadTs: string | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
}

export async function readIncident(store: Store, id: string): Promise<Incident | null> {
  const row = await read(store, (db) => db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst());
  return row ? incidentOf(row) : null;
}

/** Newest first. */
export async function listIncidents(
  store: Store,
  filter: { readonly status?: 'open' | 'closed'; readonly service?: string; readonly limit?: number } = {},
): Promise<Incident[]> {
  const { status, service, limit } = filter;
  const rows = await read(store, (db) =>
    db
      .selectFrom('incidents')
      .selectAll()
      .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'open'))
      .$if(service !== undefined, (query) => query.where('service', '=', service ?? ''))
      .orderBy('opened_at', 'desc')
      .orderBy('id')
      .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
      .execute(),
  );
  return rows.map(incidentOf);
}

/** Newest first. */
export async function listIncidentIds(store: Store): Promise<string[]> {
  const rows = await read(store, (db) => db.selectFrom('incidents').select('id').orderBy('opened_at', 'desc').orderBy('id').execute());
  return rows.map(({ id }) => id);
}

/** The row, locked until the transaction ends. */
export function lockIncident(tx: Tx, store: Store, id: string): Promise<IncidentRow | undefined> {
  return tx.selectFrom('incidents').selectAll().where('id', '=', id).modifyEnd(store.dialect.forUpdate).executeTakeFirst();
}

export function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    service: row.service,
    environment: row.environment,
    mode: row.mode,
    status: row.status,
    rev: row.rev,
    turn: row.turn,
    machineVersion: row.machine_version,
    snapshot: parsed(row.snapshot),
    channel: row.channel,
    threadTs: row.thread_ts,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}

/** One row that somebody damaged must not take the others of a list with it. */
function parsed(snapshot: string): Json {
  try {
    return JSON.parse(snapshot);
  } catch {
    return null;
  }
}
