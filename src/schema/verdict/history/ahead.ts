/** The same values in the same order, asked for while the reader is still busy with earlier ones: at most `most` wait for it. */
export async function* ahead<T>(source: AsyncIterator<T>, most: number): AsyncGenerator<T> {
  const waiting: Promise<IteratorResult<T>>[] = [];
  try {
    for (;;) {
      while (waiting.length < most) {
        const next = source.next();
        // A failure is told when its turn comes.
        next.catch(() => {});
        waiting.push(next);
      }
      const result = await waiting.shift();
      if (result === undefined || result.done === true) return;
      yield result.value;
    }
  } finally {
    await source.return?.();
  }
}
