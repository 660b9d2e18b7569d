import type { AnyMachineSnapshot } from 'xstate';
import { canonicalJson } from '#src/store/canonical-json.ts';
import { after } from '#src/store/effects.ts';
import type { Tx } from '#src/store/store.ts';
import type { IncidentRow } from '#src/store/tables.ts';
import type { Engine } from './engine.ts';
import type { Plan } from './plan.ts';
import { planEffect } from './plan-effect.ts';
import { persist } from './tree.ts';

/** Saves the new state by compare-and-swap on `rev`, and with it everything that the transition asked for. */
export async function commit(
  tx: Tx,
  engine: Engine,
  incident: IncidentRow,
  next: { readonly snapshot: AnyMachineSnapshot; readonly plan: Plan; readonly turn: number; readonly at: number },
): Promise<IncidentRow> {
  const closed = next.snapshot.status === 'done';
  const saved = {
    rev: incident.rev + 1,
    turn: next.turn,
    machine_version: engine.tree.version,
    snapshot: persist(engine.tree, next.snapshot),
    ...(closed ? { status: 'closed' as const, closed_at: next.at } : {}),
  };
  const result = await tx
    .updateTable('incidents')
    .set(saved)
    .where('id', '=', incident.id)
    .where('rev', '=', incident.rev)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) {
    throw new Error(`Incident ${incident.id} changed while it was locked, so the event was not applied. Deliver it again.`);
  }

  const changed = { ...incident, ...saved };
  await writePlan(tx, engine, changed, next.plan, next.at);
  if (closed) await tx.deleteFrom('timers').where('incident', '=', incident.id).execute();
  return changed;
}

/** Effects, timers and second looks of one transition. Effect ids are `incident:rev:index`. */
export async function writePlan(tx: Tx, engine: Engine, incident: IncidentRow, plan: Plan, at: number): Promise<void> {
  for (const [index, effect] of plan.effects.entries()) {
    await planEffect(tx, engine, { ...effect, id: `${incident.id}:${incident.rev}:${index}`, incident: incident.id }, at);
  }
  for (const timer of plan.timers) {
    const key = { incident: incident.id, name: timer.name };
    if (timer.kind === 'stop') {
      await tx.deleteFrom('timers').where('incident', '=', key.incident).where('name', '=', key.name).execute();
      continue;
    }
    const row = { fire_at: after(engine.store, timer.afterMs), event: canonicalJson(timer.event) };
    await tx
      .insertInto('timers')
      .values({ ...key, ...row })
      .onConflict((conflict) => conflict.columns(['incident', 'name']).doUpdateSet(row))
      .execute();
  }
  for (const effect of plan.lookAgain) await putBack(tx, engine, effect, incident.id);
}

/** Makes an ambiguous effect due to be read again. False when it is not ambiguous. */
export async function putBack(tx: Tx, engine: Engine, effect: string, incident?: string): Promise<boolean> {
  let update = tx
    .updateTable('effects')
    .set({ due_at: engine.store.dialect.clock, looks: 0 })
    .where('id', '=', effect)
    .where('state', '=', 'ambiguous');
  if (incident !== undefined) update = update.where('incident', '=', incident);
  return (await update.executeTakeFirst()).numUpdatedRows === 1n;
}
