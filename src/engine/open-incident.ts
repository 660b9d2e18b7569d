import { randomBytes } from 'node:crypto';
import type { Environment, Mode } from '#domain/service.ts';
import { incidentOf, type Incident } from '#src/store/incidents.ts';
import { appendJournal, GENESIS_HASH } from '#src/store/journal.ts';
import { transact, type Tx } from '#src/store/store.ts';
import type { IncidentRow } from '#src/store/tables.ts';
import { begin, feed } from './advance.ts';
import { writePlan } from './commit.ts';
import type { Engine } from './engine.ts';
import { stamp, type IncidentEvent } from './incident-event.ts';
import { persist } from './tree.ts';

export interface Opening {
  readonly id?: string;
  readonly service: string;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly channel: string;
  /** The person who opened it. */
  readonly by?: string;
  /** Input of the machine, which also gets `incident` (its id) and `at`. */
  readonly input: object;
  /** Fed at once, in the same transaction. */
  readonly event?: IncidentEvent;
}

export type Opened =
  | { readonly kind: 'opened'; readonly incident: Incident }
  /** This service and environment has an open incident: that one is given, nothing was opened. */
  | { readonly kind: 'already open'; readonly incident: Incident }
  /** This key opened an incident before: that one is given, as it is now. */
  | { readonly kind: 'duplicate'; readonly incident: Incident };

/** At most one open incident per service, environment and mode, over all replicas: a drill never keeps a live incident from being opened. Idempotent by `key`. */
export async function openIncident(engine: Engine, opening: Opening, key: string): Promise<Opened> {
  const result = await transact(engine.store, async (tx): Promise<Opened> => {
    const at = engine.now();
    const id = opening.id ?? `inc-${randomBytes(5).toString('hex')}`;
    const { snapshot, plan } = begin(engine, id, { ...opening.input, incident: id, at });
    const closed = snapshot.status === 'done';

    const row: IncidentRow = {
      id,
      opened_key: key,
      service: opening.service,
      environment: opening.environment,
      mode: opening.mode,
      status: closed ? 'closed' : 'open',
      rev: 1,
      turn: 1,
      machine_version: engine.tree.version,
      snapshot: persist(engine.tree, snapshot),
      channel: opening.channel,
      thread_ts: null,
      opened_at: at,
      closed_at: closed ? at : null,
      journal_seq: 0,
      journal_hash: GENESIS_HASH,
      journal_broken: null,
    };
    const inserted = await tx
      .insertInto('incidents')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) return await existing(tx, row);

    await writePlan(tx, engine, row, plan, at);
    const { service, environment, mode, channel, input } = opening;
    const opened = await appendJournal(tx, engine.store, row, {
      kind: 'opened',
      type: 'incident.opened',
      at,
      by: opening.by ?? 'switchback',
      payload: { service, environment, mode, channel, input, machineVersion: engine.tree.version },
    });
    return { kind: 'opened', incident: incidentOf(opening.event ? await feedFirst(tx, engine, opened, opening.event) : opened) };
  });
  if (result.kind === 'opened') engine.nudge();
  return result;
}

async function feedFirst(tx: Tx, engine: Engine, incident: IncidentRow, event: IncidentEvent): Promise<IncidentRow> {
  const fed = await feed(tx, engine, incident, stamp(event, incident.opened_at));
  if (fed.kind === 'fed') return fed.incident;
  throw new Error(`The first event "${event.type}" is not legal in the first state of the tree, so no incident was opened.`);
}

async function existing(tx: Tx, wanted: IncidentRow): Promise<Opened> {
  const incidents = tx.selectFrom('incidents').selectAll();
  const sameDelivery = await incidents.where('opened_key', '=', wanted.opened_key).executeTakeFirst();
  if (sameDelivery) return { kind: 'duplicate', incident: incidentOf(sameDelivery) };

  const open = await incidents
    .where('service', '=', wanted.service)
    .where('environment', '=', wanted.environment)
    .where('mode', '=', wanted.mode)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (open) return { kind: 'already open', incident: incidentOf(open) };
  throw new Error(`Incident ${wanted.id} exists already or was closed a moment ago, so nothing was opened. Try again.`);
}
