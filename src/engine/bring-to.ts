import { randomBytes } from 'node:crypto';
import { planEffect, type PlannedEffect } from '#src/store/effects.ts';
import { lockIncident } from '#src/store/incidents.ts';
import { transact } from '#src/store/store.ts';
import type { Engine } from './engine.ts';

/** An open incident is talked about in this channel from now on. `drawing` is planned to post its message there. */
export async function bringTo(
  engine: Engine,
  id: string,
  channel: string,
  drawing: Pick<PlannedEffect, 'kind' | 'input' | 'resource'>,
): Promise<void> {
  await transact(engine.store, async (tx) => {
    const incident = await lockIncident(tx, engine.store, id);
    if (incident?.status !== 'open') return;
    await tx.updateTable('incidents').set({ channel, thread_ts: null }).where('id', '=', id).execute();
    const effect = { ...drawing, id: `${id}:${incident.rev}:${randomBytes(5).toString('hex')}`, incident: id, supersedes: true };
    await planEffect(tx, engine.store, effect, engine.now());
  });
  engine.nudge();
}
