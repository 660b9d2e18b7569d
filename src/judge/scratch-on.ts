import type { Scratch } from '#src/schema/scratch.ts';
import { openScratch, prepareScratch } from '#src/schema/scratch/open-scratch.ts';
import { createFoundations, type Foundations } from '#src/schema/verdict/foundation.ts';
import { judgeSpan, type Case, type Judged } from '#src/schema/verdict/judge.ts';
import { SCRATCH_LIMITS } from './scratch-limits.ts';

/** A fresh scratch database with the extensions that the migrations ask for, by their SQL names. */
export type OpenScratch = (extensions: readonly string[]) => Promise<Scratch>;

/** What questions are judged on. */
export interface ScratchSource {
  readonly open: OpenScratch;
  /** Where migrations have the rights of a superuser and more extensions: slower, and asked only where the other refused something. */
  readonly instead: OpenScratch | null;
  /** Outlives the questions; closed by whoever asks no more. */
  readonly foundations: Foundations;
}

/** Each is a small database on disk, and a process that holds it. */
const MOST_KEPT = 3;

/** @param engine as for `openScratch` */
export function scratchOn(engine: string): ScratchSource {
  const on = (name: string): OpenScratch => {
    return (extensions) => openScratch({ engine: name, ...SCRATCH_LIMITS, extensions });
  };
  prepareScratch({ engine, ...SCRATCH_LIMITS });
  return { open: on(engine), instead: engine === 'bundled' ? on('pglite') : null, foundations: createFoundations(MOST_KEPT) };
}

/** Judges on the first engine, and where that refused something for want of rights or of an extension, on the other one. */
export async function judgeOn(
  { open, instead, foundations }: ScratchSource,
  question: Omit<Case, 'open' | 'foundations'>,
  signal: AbortSignal,
): Promise<Judged> {
  const judged = await judgeSpan({ ...question, open: () => open(question.extensions), foundations }, signal);
  if (!judged.denied || instead === null) return judged;
  const others = createFoundations(0);
  // It keeps nothing beyond its question.
  return await judgeSpan({ ...question, open: () => instead(question.extensions), foundations: others }, signal);
}
