import { startChild } from '#sandbox/children/start-child.ts';
import type { LocalPostgres } from './start-postgres.ts';

/** PostgreSQL compiled to WebAssembly, in a process of its own so that its work never delays ours. One session serves all connections. */
export async function startPglite(why: string): Promise<LocalPostgres> {
  const child = await startChild(new URL('./pglite-process.ts', import.meta.url), {});
  return { url: `postgresql://postgres@127.0.0.1:${child.port}/postgres`, kind: 'pglite', why, close: child.stop };
}
