import { setTimeout } from 'node:timers/promises';

/** Waits a little longer than asked, so that those who were refused together do not come back together. Ends with `signal`. */
export async function waitUnless(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms + Math.random() * 200, undefined, { signal }).catch(() => undefined);
}
