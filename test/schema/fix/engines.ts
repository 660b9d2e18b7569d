import { POSTGRES_BINARIES, startPostgres } from '#test/support/postgres.ts';

/** PGlite always, and a PostgreSQL server where one is installed. */
export const ENGINES: readonly ('pglite' | 'server')[] = POSTGRES_BINARIES === null ? ['pglite'] : ['pglite', 'server'];

export interface StartedEngine {
  /** For `openScratch`. */
  readonly engine: string;
  stop(): Promise<void>;
}

export async function startEngine(kind: 'pglite' | 'server'): Promise<StartedEngine> {
  if (kind === 'pglite') return { engine: 'pglite', stop: async () => {} };
  const server = await startPostgres();
  const url = new URL(await server.createSchema());
  // A scratch database is made beside this one; it needs no schema here.
  url.searchParams.delete('options');
  return { engine: url.href, stop: () => server.stop() };
}
