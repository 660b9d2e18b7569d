import { SwitchbackError } from '#domain/errors.ts';
import { lockIncident } from '#src/store/incidents.ts';
import { appendJournal } from '#src/store/journal.ts';
import { promoteStranded } from '#src/store/queue.ts';
import { transact } from '#src/store/store.ts';
import type { Engine } from './engine.ts';
import { restore } from './tree.ts';

export type SetAside = 'set aside' | 'not open' | 'can be read';

/** Closes an incident whose state cannot be read, so that its service can have a new one. Nothing of it is done any more; its record stays. */
export async function setAside(engine: Engine, id: string, by: string): Promise<SetAside> {
  return await transact(engine.store, async (tx) => {
    const incident = await lockIncident(tx, engine.store, id);
    if (incident?.status !== 'open') return 'not open';
    const why = whyUnreadable(() => restore(engine.tree, incident));
    if (why === null) return 'can be read';

    const at = engine.now();
    const closed = { status: 'closed' as const, closed_at: at };
    await tx.updateTable('incidents').set(closed).where('id', '=', id).execute();
    await tx.deleteFrom('timers').where('incident', '=', id).execute();
    await tx
      .updateTable('effects')
      .set({ state: 'cancelled', due_at: null, finished_at: at, why: 'the incident was set aside' })
      .where('incident', '=', id)
      .where('state', '=', 'planned')
      .execute();
    await promoteStranded(engine.store, tx);
    await appendJournal(
      tx,
      engine.store,
      { ...incident, ...closed },
      { kind: 'event', type: 'incident.setAside', at, by, payload: { why } },
    );
    return 'set aside';
  });
}

/** Null where it can be read. */
export function whyUnreadable(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof SwitchbackError && error.code === 'snapshot_invalid') return error.message;
    throw error;
  }
}
