/** The clock of a whole scene: real time, plus what was skipped. */
export interface SceneClock {
  readonly now: () => number;
  /** Everything that reads this clock is so much later at once. Negative goes back. */
  readonly advance: (ms: number) => void;
}

export function createSceneClock(): SceneClock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    advance: (ms) => {
      skipped += ms;
    },
  };
}
