import { bundledBinaries } from '#src/local-postgres/bundled-binaries.ts';
import { startServer } from '#src/local-postgres/start-server.ts';
import { administratorOf, type Administrator } from './throwaway-database.ts';

/** A server of this process's own, on which databases are made and dropped. */
export interface OwnServer {
  readonly administrator: Administrator;
  /** Names of all extensions that it has. */
  readonly extensions: ReadonlySet<string>;
}

/** Hostile SQL is held to this by the system: a statement that needs more fails. */
const LIMITS = { memoryMb: 1_536, fileMb: 512 };

let running: Promise<OwnServer | null> | null = null;

/**
 * Started when it is first wanted, and shared: each scratch database on it has a role that may do nothing outside it. It has no network, and is gone with
 * this process. Null where this machine has no binaries for it, or they do not run here.
 */
export function ownServer(): Promise<OwnServer | null> {
  running ??= start().catch(() => null);
  return running;
}

async function start(): Promise<OwnServer | null> {
  const binaries = bundledBinaries();
  if (binaries === null) return null;
  const { url } = await startServer(binaries, {
    listen: 'socket',
    limits: LIMITS,
    ended: () => {
      running = null;
    },
  });
  const administrator = administratorOf(url, { strategy: 'file_copy', empty: 'template1' });
  const { rows } = await administrator.pool.query<{ name: string }>('select name from pg_catalog.pg_available_extensions');
  return { administrator, extensions: new Set(rows.map(({ name }) => name)) };
}
