import { domainHandler } from './edge.ts';
import type { Start } from './listen.ts';
import type { State } from './state.ts';

export interface NewDomain {
  readonly name: string;
  readonly redirect?: string;
  readonly verified?: boolean;
}

/** Gives a production domain a real address. It points nowhere until production does. */
export async function addDomain(state: State, start: Start, input: NewDomain, port?: number): Promise<void> {
  const listener = await start(domainHandler(state, input.name), port);
  state.domains.set(input.name, {
    name: input.name,
    productionUrl: `http://${listener.host}`,
    redirect: input.redirect ?? null,
    verified: input.verified ?? true,
    // Lists are paged by this time, so no two domains share one.
    createdAt: state.settings.now() - 1000 + state.domains.size,
    deploymentId: null,
  });
}
