import type { Lost, Scratch } from '../scratch.ts';

/** One that could not be had. */
export function lostScratch(why: string): Scratch {
  const lost: Lost = { kind: 'lost', why };
  return {
    run: async () => lost,
    probe: async () => lost,
    runAll: async (steps) => steps.map(() => lost),
    parse: async () => lost,
    parseAll: async () => lost,
    copy: null,
    close: async () => {},
  };
}
