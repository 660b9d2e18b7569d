import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is there; fails with the last answer when `withinMs` have passed. */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  isThere: (answer: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Not seen within ${withinMs} ms: ${what}. Last answer: ${JSON.stringify(answer)}`);
    await pause(10);
  }
}
