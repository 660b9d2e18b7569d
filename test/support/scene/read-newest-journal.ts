import { setImmediate } from 'node:timers/promises';
import { listIncidents } from '#src/store/incidents.ts';
import { readJournal } from '#src/store/journal.ts';
import { openStore } from '#src/store/open-store.ts';

export interface Line {
  readonly type: string;
  readonly by: string;
  readonly payload: unknown;
}

/** What happened in the newest incident, in order; what came too late and changed nothing is left out. */
export async function readNewestJournal(storeUrl: string): Promise<readonly Line[]> {
  // Never in the middle of a transaction of the bot, which lives in the same thread.
  await setImmediate();
  const store = await openStore(storeUrl);
  try {
    const [incident] = await listIncidents(store, {});
    if (incident === undefined) return [];
    const entries = await readJournal(store, incident.id);
    return entries.filter(({ kind }) => kind === 'event' || kind === 'opened').map(({ type, by, payload }) => ({ type, by, payload }));
  } finally {
    await store.close();
  }
}
