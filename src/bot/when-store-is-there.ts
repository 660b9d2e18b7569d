import { setTimeout as pause } from 'node:timers/promises';
import { SwitchbackError } from '#domain/errors.ts';
import type { Log } from '#src/engine/engine.ts';

const LONGEST_PAUSE_MS = 10_000;

/** Waits for a database that is away, for as long as it takes: a bot and its database are often started together. */
export async function whenStoreIsThere<T>(log: Pick<Log, 'warn'>, work: () => Promise<T>): Promise<T> {
  for (let pauseMs = 250; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SwitchbackError) || error.code !== 'store_unavailable' || !error.retryable) throw error;
      log.warn({ why: error.message, cause: String(error.cause) }, 'the database is away; waiting for it');
      await pause(pauseMs);
    }
  }
}
