import { SwitchbackError } from '#domain/errors.ts';
import { abandon } from '#src/store/effects.ts';
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
    const read = readable(() => restore(engine.tree, incident));
    if (read.kind === 'read') return 'can be read';

    const at = engine.now();
    const closed = { status: 'closed' as const, closed_at: at };
    await tx.updateTable('incidents').set(closed).where('id', '=', id).execute();
    await abandon(tx, id, 'the incident was set aside', at);
    await promoteStranded(tx, engine.store.dialect);
    await appendJournal(
      tx,
      engine.store,
      { ...incident, ...closed },
      { kind: 'event', type: 'incident.setAside', at, by, payload: { why: read.why } },
    );
    return 'set aside';
  });
}

export type Readable<Value> = { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'unreadable'; readonly why: string };

/** What depends on an incident's stored state, or why that state cannot be read. */
export function readable<Value>(read: () => Value): Readable<Value> {
  try {
    return { kind: 'read', value: read() };
  } catch (error) {
    if (error instanceof SwitchbackError && error.code === 'snapshot_invalid') return { kind: 'unreadable', why: error.message };
    throw error;
  }
}
