/** Wakes one waiter. A ring while nobody waits is kept for the next wait. */
export function createBell(): { readonly ring: () => void; readonly wait: (atMostMs: number) => Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (atMostMs) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, atMostMs);
          wake = () => {
            clearTimeout(timeout);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
