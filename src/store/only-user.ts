import { DatabaseSync } from 'node:sqlite';
import { SwitchbackError } from '#domain/errors.ts';

/**
 * Has an SQLite file to itself until the returned function is called, or the process ends, however it ends: the lock is the kernel's.
 * Throws where another bot has it. Whoever only reads asks for nothing.
 */
export function onlyUserOf(path: string): () => void {
  const lock = path === ':memory:' ? null : opened(`${path}.lock`);
  if (lock === null) return () => {};
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new SwitchbackError(
      'store_unavailable',
      `Another Switchback uses ${path}, so this one was not started. End it first, or give each its own SWITCHBACK_STORE; several bots share a PostgreSQL.`,
      { cause: error },
    );
  }
  return () => lock.close();
}

/** Null where no file can be made: whoever opens the store itself finds out why. */
function opened(path: string): DatabaseSync | null {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch {
    return null;
  }
}
