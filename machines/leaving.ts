import { restored, scriptOnly, writesOff } from './left-open.ts';
import type { IncidentContext } from './context.ts';

/** Says in the channel what a way out leaves open. */
export const sayLeftOpen = {
  type: 'say' as const,
  params: ({ context }: { context: IncidentContext }) => ({
    what: 'left open' as const,
    writes: writesOff(context),
    script: scriptOnly(context),
    restored: restored(context),
  }),
};

/** A way out of a path that may have paused writes or changed the database: it is never taken without a word. */
export function leaving(target: string) {
  return [{ guard: 'somethingIsLeftOpen' as const, target, actions: sayLeftOpen }, { target }];
}
