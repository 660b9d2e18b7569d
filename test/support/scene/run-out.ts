import { setImmediate } from 'node:timers/promises';
import { eventually } from '#test/support/eventually.ts';
import { openStore } from '#src/store/open-store.ts';

/** Waits for an effect of this kind whose outcome the bot does not know, and lets the rest of its lease pass at once. */
export function unknownRunsOut(storeUrl: string, kind: string): Promise<number> {
  return eventually(
    `an unknown outcome of ${kind}`,
    () => runOut(storeUrl, [kind], { outcome: 'unknown' }),
    (changed) => changed > 0,
  );
}

/** Lets the leases of a bot that is dead run out at once, and answers how many there were. */
export function deadLeasesRunOut(storeUrl: string, kinds: readonly string[]): Promise<number> {
  return runOut(storeUrl, kinds, { outcome: 'any' });
}

async function runOut(storeUrl: string, kinds: readonly string[], { outcome }: { readonly outcome: 'unknown' | 'any' }): Promise<number> {
  // Never in the middle of a transaction of a bot that lives in the same thread.
  await setImmediate();
  const store = await openStore(storeUrl);
  try {
    const started = store.db.updateTable('effects').set({ due_at: 0 }).where('kind', 'in', kinds).where('state', '=', 'started');
    const { numUpdatedRows } = await (outcome === 'any' ? started : started.where('why', 'is not', null)).executeTakeFirst();
    return Number(numUpdatedRows);
  } finally {
    await store.close();
  }
}
