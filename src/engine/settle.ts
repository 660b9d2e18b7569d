import type { UpdateObject } from 'kysely';
import { canonicalJson } from '#src/store/canonical-json.ts';
import { after, type Effect } from '#src/store/effects.ts';
import { lockIncident } from '#src/store/incidents.ts';
import { appendJournal } from '#src/store/journal.ts';
import { promoteNext } from '#src/store/queue.ts';
import { transact, type Tx } from '#src/store/store.ts';
import type { IncidentRow, Tables } from '#src/store/tables.ts';
import { feedOrDrop } from './advance.ts';
import type { Claim } from './claim.ts';
import type { Engine } from './engine.ts';
import { stamp } from './incident-event.ts';
import type { Patch } from './performer.ts';
import { planEffect } from './plan-effect.ts';
import type { Settlement } from './settlement.ts';

/**
 * Records the outcome, and what the tree makes of it, in one transaction. `fenced`: another owner took the effect over
 * in the meantime, so this outcome was dropped; that owner reads for itself what landed.
 */
export async function settle(engine: Engine, { effect, performer }: Claim, settlement: Settlement): Promise<'recorded' | 'fenced'> {
  const verdict = await transact(engine.store, async (tx) => {
    const incident = effect.incident === null ? undefined : await lockIncident(tx, engine.store, effect.incident);
    const at = engine.now();
    const update = await tx
      .updateTable('effects')
      .set(columnsOf(engine, settlement, at))
      .where('id', '=', effect.id)
      .where('epoch', '=', effect.epoch)
      .where('state', '=', 'started')
      .executeTakeFirst();
    if (update.numUpdatedRows !== 1n) return 'fenced';
    const isOver = settlement.state !== 'planned' && settlement.state !== 'started';
    if (isOver && effect.resource !== null) await promoteNext(tx, engine.store, effect.resource);
    const isRoutine = settlement.state === 'done' && performer.isRoutine === true;
    if (isRoutine) await forgetOlder(tx, effect);
    for (const next of (settlement.state === 'done' && settlement.next) || []) {
      await planEffect(tx, engine, { ...next, incident: effect.incident }, at);
    }
    // What came of it stands in the ledger; a journal that cannot be believed takes nothing more.
    if (!incident || incident.journal_broken !== null) return 'recorded';
    const patched = 'patch' in settlement && settlement.patch ? await patch(tx, engine, incident, settlement.patch) : incident;
    if (!isOver) return 'recorded';

    const outcome = {
      kind: 'effect' as const,
      type: `effect.${settlement.state}`,
      at,
      by: 'switchback',
      payload: { effect: effect.id, kind: effect.kind, attempt: effect.attempt, ...factsOf(settlement) },
    };
    if (settlement.event) await feedOrDrop(tx, engine, patched, stamp({ ...settlement.event, effect: effect.id }, at), [outcome]);
    else if (!isRoutine || patched !== incident) await appendJournal(tx, engine.store, patched, outcome);
    return 'recorded';
  });
  if (verdict === 'recorded') engine.nudge();
  return verdict;
}

/** Of what is done again and again, only the newest row is kept. */
async function forgetOlder(tx: Tx, { id, incident, kind }: Effect): Promise<void> {
  const ended = tx.deleteFrom('effects').where('incident', '=', incident).where('kind', '=', kind).where('id', '!=', id);
  await ended.where('state', 'in', ['done', 'cancelled']).execute();
}

function columnsOf(engine: Engine, settlement: Settlement, at: number): UpdateObject<Tables, 'effects'> {
  if (settlement.state === 'done') {
    return { state: 'done', due_at: null, finished_at: at, why: null, result: canonicalJson(settlement.result ?? null) };
  }
  const { state, why } = settlement;
  if (state === 'failed' || state === 'ambiguous') return { state, why, due_at: null, finished_at: at };
  if (settlement.afterMs === null) return { why };
  return { state, why, due_at: after(engine.store, settlement.afterMs) };
}

function factsOf(settlement: Exclude<Settlement, { state: 'planned' | 'started' }>): object {
  return settlement.state === 'done' ? { result: settlement.result } : { why: settlement.why };
}

async function patch(tx: Tx, engine: Engine, incident: IncidentRow, { threadTs, channel }: Patch): Promise<IncidentRow> {
  const patched = { thread_ts: threadTs === undefined ? incident.thread_ts : threadTs, channel: channel ?? incident.channel };
  await tx.updateTable('incidents').set(patched).where('id', '=', incident.id).execute();
  if (incident.thread_ts === null && patched.thread_ts !== null) await wakeWhatWaits(tx, engine, incident.id);
  return { ...incident, ...patched };
}

/** What was put off may have waited for a place to talk in. */
async function wakeWhatWaits(tx: Tx, engine: Engine, incident: string): Promise<void> {
  await tx
    .updateTable('effects')
    .set({ due_at: engine.store.dialect.clock })
    .where('incident', '=', incident)
    .where('state', '=', 'planned')
    .where('attempt', '>', 0)
    .execute();
}
