import { findServer } from './find-server.ts';
import { startPglite } from './start-pglite.ts';
import { startServer } from './start-server.ts';

export interface LocalPostgres {
  readonly url: string;
  readonly kind: 'server' | 'pglite';
  /** Why this kind: one plain sentence. */
  readonly why: string;
  /** Stops it and deletes its data. Calling it again is harmless. */
  readonly close: () => Promise<void>;
}

/**
 * A throwaway PostgreSQL on loopback. `any` takes the server installed on this machine, and PGlite where there is none
 * or it does not start; both are reached by the same URL over TCP, and both end when this process ends, however it ends.
 */
export async function startPostgres(engine: 'any' | 'server' | 'pglite' = 'any'): Promise<LocalPostgres> {
  if (engine === 'pglite') return startPglite('PGlite was asked for.');
  const binaries = findServer(process.env['PATH'] ?? '');
  if (binaries === null) {
    if (engine === 'server') throw new Error('No PostgreSQL server was found on this machine, so none was started. Install postgresql.');
    return startPglite('No PostgreSQL server was found on this machine.');
  }
  try {
    return await startServer(binaries);
  } catch (error) {
    if (engine === 'server') throw error;
    return startPglite(`The PostgreSQL server in ${binaries} did not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}
