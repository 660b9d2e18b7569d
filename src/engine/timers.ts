import { lockIncident } from '#src/store/incidents.ts';
import { transact } from '#src/store/store.ts';
import type { TimerRow } from '#src/store/tables.ts';
import { feedOrDrop } from './advance.ts';
import type { Engine } from './engine.ts';
import { stamp } from './incident-event.ts';

/** Fires what is due by `engine.now()`. Any replica may; each timer fires once. */
export async function fireDueTimers(engine: Engine): Promise<void> {
  const due = await engine.store.db.selectFrom('timers').selectAll().where('fire_at', '<=', engine.now()).orderBy('fire_at').execute();
  for (const timer of due) {
    try {
      await fire(engine, timer);
    } catch (error) {
      // One incident that cannot be restored must not stop the timers of the others. The row stays and is tried again.
      engine.log.error({ err: error, incident: timer.incident, timer: timer.name }, 'timer could not fire');
    }
  }
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
