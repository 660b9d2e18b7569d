import { freePort } from '#sandbox/children/free-port.ts';
import { startServer, type Binaries } from '#src/local-postgres/start-server.ts';
import { findServers } from './find-servers.ts';
import { startPglite } from './start-pglite.ts';

export interface LocalPostgres {
  readonly url: string;
  readonly kind: 'server' | 'pglite';
  /** Why this kind: one plain sentence. */
  readonly why: string;
  /** Stops it and deletes its data. Calling it again is harmless. */
  readonly close: () => Promise<void>;
}

const ATTEMPTS = 3;

/**
 * A throwaway PostgreSQL on loopback. `any` takes the first server that starts, and PGlite where none does; both are reached by the same URL over TCP,
 * and both end when this process ends, however it ends.
 */
export async function startPostgres(
  engine: 'any' | 'server' | 'pglite' = 'any',
  servers: readonly Binaries[] = findServers(process.env['PATH'] ?? ''),
): Promise<LocalPostgres> {
  if (engine === 'pglite') return startPglite('PGlite was asked for.');
  let why = 'No PostgreSQL server was found on this machine.';
  for (const binaries of servers) {
    try {
      const { url, close } = await startOnLoopback(binaries, ATTEMPTS);
      return { url, kind: 'server', why: `The PostgreSQL server in ${binaries.root} runs here.`, close };
    } catch (error) {
      why = `The PostgreSQL server in ${binaries.root} did not start: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  if (engine === 'server') throw new Error(`${why} So none was started. Install postgresql.`);
  return startPglite(why);
}

/** PostgreSQL cannot choose a port itself, so another program may take the one that was free: then it begins again. */
async function startOnLoopback(binaries: Binaries, attempts: number): ReturnType<typeof startServer> {
  try {
    return await startServer(binaries, { listen: { port: await freePort() }, limits: null });
  } catch (error) {
    if (attempts > 1 && String(error).includes('Address already in use')) return startOnLoopback(binaries, attempts - 1);
    throw error;
  }
}
