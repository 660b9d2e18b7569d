/** Everything that has arrived, and from when on it can be read. */
export interface Pipeline<T> {
  add(item: T, visibleAt: number): void;
  all(): readonly T[];
  visible(now: number): readonly T[];
  /** From now on nothing more becomes visible. */
  stall(now: number): void;
  /** What was held back becomes visible, now at the earliest. */
  release(now: number): void;
}

export function createPipeline<T>(): Pipeline<T> {
  const entries: { readonly item: T; visibleAt: number; held: boolean }[] = [];
  let isStalled = false;
  return {
    add: (item, visibleAt) => {
      entries.push({ item, visibleAt, held: isStalled });
    },
    all: () => entries.map(({ item }) => item),
    visible: (now) => entries.filter((entry) => !entry.held && entry.visibleAt <= now).map(({ item }) => item),
    stall: (now) => {
      isStalled = true;
      for (const entry of entries) entry.held = entry.visibleAt > now;
    },
    release: (now) => {
      isStalled = false;
      for (const entry of entries.filter(({ held }) => held)) {
        entry.held = false;
        entry.visibleAt = Math.max(entry.visibleAt, now);
      }
    },
  };
}
