import { sql, type RawBuilder } from 'kysely';
import type { Json } from '#domain/json.ts';
import { canonicalJson } from './canonical-json.ts';
import { promoteNext, standsInLine } from './queue.ts';
import type { Store, Tx } from './store.ts';
import type { EffectRow, EffectState } from './tables.ts';

/** One side effect, durable. Its id is unique for ever: also the idempotency key and the mark to find it again by. */
export interface Effect<I = Json> {
  readonly id: string;
  /** Null for what a schedule asked for outside any incident. */
  readonly incident: string | null;
  readonly kind: string;
  readonly resource: string | null;
  readonly input: I;
  readonly state: EffectState;
  /** Sends begun, this one included. */
  readonly attempt: number;
  /** Reads begun since the last send, this one included, to learn whether that send landed. */
  readonly looks: number;
  readonly epoch: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly result: Json;
  readonly why: string | null;
}

/** What is to be done; the row is the intent. */
export interface PlannedEffect {
  readonly id: string;
  readonly incident: string | null;
  readonly kind: string;
  readonly input: unknown;
  /** At most one effect of a resource is in flight, over all incidents and replicas; they start in the order planned. */
  readonly resource?: string | undefined;
  /** Replaces what is still planned of the same kind and resource in the incident, and is due no later than that: it cannot be put off for ever. */
  readonly supersedes?: boolean | undefined;
  /** Not before this many milliseconds from now. Until then it does not hold its place in the queue of its resource. */
  readonly afterMs?: number | undefined;
}

/** Stores the intent. The same id again changes nothing. `at` is when it was asked for. */
export async function planEffect(tx: Tx, store: Store, effect: PlannedEffect, at: number): Promise<void> {
  const own = after(store, effect.afterMs ?? 0);
  const waiting = effect.supersedes ? await cancelSuperseded(tx, store, effect, at) : NONE_WAITED;
  const isParked =
    effect.resource !== undefined && !effect.supersedes && !effect.afterMs && (await standsInLine(tx, store, effect.resource));
  await tx
    .insertInto('effects')
    .values({
      id: effect.id,
      incident: effect.incident,
      kind: effect.kind,
      resource: effect.resource ?? null,
      ticket: sql`(select coalesce(max(ticket), 0) + 1 from effects)`,
      input: canonicalJson(effect.input),
      state: 'planned',
      attempt: 0,
      looks: 0,
      epoch: 0,
      due_at: isParked ? null : earlier(waiting.dueAt, own),
      created_at: at,
      why: waiting.why,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function earlier(dueAt: number | null, own: RawBuilder<number>): RawBuilder<number> {
  return dueAt === null ? own : sql<number>`case when ${sql.lit(dueAt)} < ${own} then ${sql.lit(dueAt)} else ${own} end`;
}

interface Waited {
  readonly dueAt: number | null;
  readonly why: string | null;
}
const NONE_WAITED: Waited = { dueAt: null, why: null };

/** When the earliest of them would have been due, and why they were put off. */
async function cancelSuperseded(tx: Tx, store: Store, effect: PlannedEffect, at: number): Promise<Waited> {
  const { resource = null } = effect;
  const waiting = await tx
    .selectFrom('effects')
    .select(({ fn }) => [fn.min('due_at').as('dueAt'), fn.max('why').as('why')])
    .where('incident', '=', effect.incident)
    .where('kind', '=', effect.kind)
    .where('resource', resource === null ? 'is' : '=', resource)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  await tx
    .updateTable('effects')
    .set({ state: 'cancelled', due_at: null, finished_at: at, why: `superseded by ${effect.id}` })
    .where('incident', '=', effect.incident)
    .where('kind', '=', effect.kind)
    .where('resource', resource === null ? 'is' : '=', resource)
    .where('state', '=', 'planned')
    .execute();
  if (resource !== null) await promoteNext(tx, store, resource);
  return waiting ?? NONE_WAITED;
}

/** Nothing of this incident is begun any more. What is in flight ends as it does. */
export async function abandon(tx: Tx, incident: string, why: string, at: number): Promise<void> {
  await tx
    .updateTable('effects')
    .set({ state: 'cancelled', due_at: null, finished_at: at, why })
    .where('incident', '=', incident)
    .where('state', '=', 'planned')
    .execute();
  await tx.deleteFrom('timers').where('incident', '=', incident).execute();
}

/** Milliseconds from now by the clock of the store. */
export function after(store: Store, ms: number): RawBuilder<number> {
  return sql<number>`${store.dialect.clock} + ${sql.lit(Math.ceil(ms))}`;
}

/** In the order planned. */
export async function effectsOf(store: Store, incident: string): Promise<Effect[]> {
  const rows = await store.db.selectFrom('effects').selectAll().where('incident', '=', incident).orderBy('ticket').orderBy('id').execute();
  return rows.map(effectOf);
}

/** The one that was planned last, of those in this state where one is given. */
export async function newestEffect(store: Store, incident: string, kind: string, state?: EffectState): Promise<Effect | null> {
  let wanted = store.db.selectFrom('effects').selectAll().where('incident', '=', incident).where('kind', '=', kind);
  if (state !== undefined) wanted = wanted.where('state', '=', state);
  const row = await wanted.orderBy('ticket', 'desc').limit(1).executeTakeFirst();
  return row ? effectOf(row) : null;
}

export async function readEffect(store: Store, id: string): Promise<Effect | null> {
  const row = await store.db.selectFrom('effects').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? effectOf(row) : null;
}

export function effectOf(row: EffectRow): Effect {
  return {
    id: row.id,
    incident: row.incident,
    kind: row.kind,
    resource: row.resource,
    input: JSON.parse(row.input),
    state: row.state,
    attempt: row.attempt,
    looks: row.looks,
    epoch: row.epoch,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    result: row.result === null ? null : JSON.parse(row.result),
    why: row.why,
  };
}
