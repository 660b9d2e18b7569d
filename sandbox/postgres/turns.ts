export type TakeTurn = () => Promise<() => void>;

/** One at a time, in the order of asking. The function that a turn resolves to ends it. */
export function createTurns(): TakeTurn {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const previous = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await previous;
    return resolve;
  };
}
