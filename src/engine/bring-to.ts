import { randomBytes } from 'node:crypto';
import { lockIncident } from '#src/store/incidents.ts';
import { transact } from '#src/store/store.ts';
import type { Engine } from './engine.ts';
import { planEffect } from './plan-effect.ts';

/** An open incident is talked about in this channel from now on. An effect of the kind `drawing` is planned to post its message there. */
export async function bringTo(engine: Engine, id: string, channel: string, drawing: string): Promise<void> {
  await transact(engine.store, async (tx) => {
    const incident = await lockIncident(tx, engine.store, id);
    if (incident?.status !== 'open') return;
    await tx.updateTable('incidents').set({ channel, thread_ts: null }).where('id', '=', id).execute();
    const effect = { id: `${id}:${incident.rev}:${randomBytes(5).toString('hex')}`, incident: id, kind: drawing, input: {} };
    await planEffect(tx, engine, effect, engine.now());
  });
  engine.nudge();
}
