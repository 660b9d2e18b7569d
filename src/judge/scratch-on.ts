import type { Scratch } from '#src/schema/scratch.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';

/** A fresh scratch database with the extensions that the migrations ask for, by their SQL names. */
export type OpenScratch = (extensions: readonly string[]) => Promise<Scratch>;

/** For one call, for all calls together, and for the process. */
const LIMITS = { wallMs: 30_000, totalMs: 240_000, memoryMb: 1_536 };

/** @param engine `pglite`, or the URL of a PostgreSQL server on which a database may be created and dropped again */
export function scratchOn(engine: string): OpenScratch {
  return (extensions) => openScratch({ engine, ...LIMITS, extensions });
}
