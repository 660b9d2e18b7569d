import type { Json } from '#domain/json.ts';

/** What one statement or script came to. A scratch database that died, hung or lies is `lost`, never `ok`. */
export type Ran =
  | { readonly kind: 'ok'; readonly rows: readonly Readonly<Record<string, Json>>[] }
  | { readonly kind: 'failed'; readonly sqlstate: string; readonly message: string; readonly position: number | null }
  | { readonly kind: 'lost'; readonly why: string };

/**
 * A throwaway PostgreSQL in a process of its own: migrations are hostile input. It has a wall clock, a memory limit, and is asked a canary
 * question after everything that it runs. Once it is lost, every later answer is `lost` too.
 */
export interface Scratch {
  /** Statements separated by semicolons, sent whole; the rows are those of the last one. */
  run(sql: string): Promise<Ran>;
  /** The same inside a transaction that is always rolled back. */
  probe(sql: string): Promise<Ran>;
  close(): Promise<void>;
}
