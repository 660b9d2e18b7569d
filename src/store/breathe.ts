import { setImmediate } from 'node:timers/promises';

/**
 * Lets whatever has arrived go first: acknowledgements, heartbeats, reconnections. SQLite answers on this thread, so a chain of queries alone would
 * never let a socket be read.
 */
export function breathe(): Promise<void> {
  return setImmediate();
}
