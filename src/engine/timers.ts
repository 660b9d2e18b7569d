import { breathe } from '#src/store/breathe.ts';
import { after } from '#src/store/effects.ts';
import { lockIncident } from '#src/store/incidents.ts';
import { read, transact } from '#src/store/store.ts';
import type { TimerRow } from '#src/store/tables.ts';
import { feedOrDrop } from './advance.ts';
import type { Engine } from './engine.ts';
import { stamp } from './incident-event.ts';

/** As many as are fired before other work has its turn. */
const PORTION = 20;
const AGAIN_MS = 60_000;

/** Fires what is due by the clock of the store, in portions; true where more is due. Any replica may; each timer fires once. */
export async function fireDueTimers(engine: Engine): Promise<boolean> {
  const due = await read(engine.store, (db) =>
    db.selectFrom('timers').selectAll().where('fire_at', '<=', engine.store.dialect.clock).orderBy('fire_at').limit(PORTION).execute(),
  );
  for (const timer of due) {
    await breathe();
    try {
      await fire(engine, timer);
    } catch (error) {
      // One incident that cannot be restored must not stop the timers of the others. The row stays and is tried again, now and then.
      engine.log.error({ err: error, incident: timer.incident, timer: timer.name }, 'timer could not fire');
      await putOff(engine, timer);
    }
  }
  return due.length === PORTION;
}

async function putOff(engine: Engine, { incident, name, fire_at }: TimerRow): Promise<void> {
  const later = engine.store.db.updateTable('timers').set({ fire_at: after(engine.store, AGAIN_MS) });
  await later.where('incident', '=', incident).where('name', '=', name).where('fire_at', '=', fire_at).execute();
}

/** The row goes and the event comes in one transaction; whoever deletes the row is the one who fires. */
async function fire(engine: Engine, timer: TimerRow): Promise<void> {
  const fired = await transact(engine.store, async (tx) => {
    const incident = await lockIncident(tx, engine.store, timer.incident);
    const deleted = await tx
      .deleteFrom('timers')
      .where('incident', '=', timer.incident)
      .where('name', '=', timer.name)
      .where('fire_at', '=', timer.fire_at)
      .executeTakeFirst();
    if (!incident || deleted.numDeletedRows !== 1n) return false;
    await feedOrDrop(tx, engine, incident, stamp({ ...JSON.parse(timer.event), timer: timer.name }, engine.now()));
    return true;
  });
  if (fired) engine.nudge();
}
