import { setImmediate } from 'node:timers/promises';
import { openStore } from '#src/store/open-store.ts';

export interface Rows {
  readonly journal: number;
  readonly effects: number;
}

/** How many rows the store keeps, of all incidents. */
export async function countRows(storeUrl: string): Promise<Rows> {
  // Never in the middle of a transaction of the bot, which lives in the same thread.
  await setImmediate();
  const store = await openStore(storeUrl);
  try {
    const [journal, effects] = await Promise.all([
      store.db.selectFrom('journal').select('seq').execute(),
      store.db.selectFrom('effects').select('id').where('state', 'in', ['done', 'failed', 'ambiguous']).execute(),
    ]);
    return { journal: journal.length, effects: effects.length };
  } finally {
    await store.close();
  }
}
