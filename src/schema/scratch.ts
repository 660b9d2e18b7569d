import type { Json } from '#domain/json.ts';
import type { Parsed } from './parse/parsed.ts';

/** What one statement or script came to. A scratch database that died, hung or lies is `lost`, never `ok`. */
export type Ran =
  | { readonly kind: 'ok'; readonly rows: readonly Row[] }
  | { readonly kind: 'failed'; readonly sqlstate: string; readonly message: string; readonly position: number | null }
  | Lost;

export interface Lost {
  readonly kind: 'lost';
  readonly why: string;
}

/**
 * The same on every engine: booleans, whole numbers and floats as JSON has them, `json` and `jsonb` parsed, a `bigint` too large for a
 * number and everything else (arrays, dates, `numeric`) as PostgreSQL prints it.
 */
export type Row = Readonly<Record<string, Json>>;

/** SQL sent whole: one statement or several separated by semicolons. */
export interface Step {
  readonly sql: string;
  /** Runs also when a step before it failed. */
  readonly always?: true;
  /** Brings the rows of its last statement back; without it `rows` is empty. */
  readonly rows?: true;
}

/**
 * A throwaway PostgreSQL in a process of its own: migrations are hostile input. It has a wall clock, a memory limit, and is asked a canary
 * question after everything that it runs. Once it is lost, every later answer is `lost` too. Calls are served one after another.
 */
export interface Scratch {
  /** Statements separated by semicolons, sent whole; the rows are those of the last one. A failure ends an open transaction. */
  run(sql: string): Promise<Ran>;
  /** The same inside a transaction that is always rolled back. SQL that ends a transaction itself is refused with 2D000 and not run. */
  probe(sql: string): Promise<Ran>;
  /**
   * Many steps in one round trip, one answer for each: null where it did not run because one before it failed. A transaction that the steps
   * leave open stays open; a failure ends it. Asked with no steps it answers nothing, but the canary is asked. Where it takes longer than
   * `patienceMs`, no further step is begun, as if one had failed.
   */
  runAll(steps: readonly Step[], options?: { readonly patienceMs?: number }): Promise<readonly (Ran | null)[]>;
  /** Reads a script in the scratch process: the parser's memory and its worst cases stay there. Runs nothing. */
  parse(sql: string): Promise<Parsed | Lost>;
  /** The same for many in one round trip. */
  parseAll(scripts: readonly string[]): Promise<readonly Parsed[] | Lost>;
  /**
   * Another database that begins as this one is, object ids included; null where it cannot be had. No transaction may be open here. Both are in one
   * process: where one takes it down, both are lost. The member itself is null where the engine makes no copies.
   */
  readonly copy: (() => Promise<Scratch | null>) | null;
  close(): Promise<void>;
}
