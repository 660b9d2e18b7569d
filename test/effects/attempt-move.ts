import type { Authority } from '#domain/authority.ts';
import type { Move, Production } from '#domain/deployment.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import { startMove } from '#src/effects/start-move.ts';
import type { PerformContext } from '#src/engine/performer.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { PRODUCTION } from '#test/support/shop.ts';
import { MOVE, perform, SHOP, shop } from './fixture.ts';

export const TIMING = { timeoutMs: 1_000, landingMs: 2_000 };

interface Scene {
  readonly move?: Partial<ConfirmedMove>;
  readonly mode?: string;
  readonly config?: ServiceConfig;
  readonly authority?: (person: string, role: string) => Authority;
  readonly production?: Production | (() => Promise<Production>);
  /** What the platform does with the request. */
  readonly start?: Deploys['start'];
  readonly context?: Partial<PerformContext>;
}

const ACCEPTS: Deploys['start'] = async (_, beforeSend) => {
  beforeSend();
  return { kind: 'accepted', queued: false };
};

/** Plays one attempt, and tells what was asked of whom. */
export async function attempt({
  move,
  mode = 'live',
  config = SHOP,
  authority,
  production = PRODUCTION,
  start = ACCEPTS,
  context,
}: Scene = {}) {
  const asked: string[] = [];
  const sent: Move[] = [];
  const parts = shop({
    config,
    authorise: async (person, service, role) => {
      asked.push(`${person} as ${role} of ${service}`);
      return authority?.(person, role) ?? { kind: 'may' };
    },
    deploys: {
      production: async () => (typeof production === 'function' ? await production() : production),
      start: async (request, beforeSend, signal) => {
        sent.push(request);
        return await start(request, beforeSend, signal);
      },
    },
  });
  const outcome = await perform(startMove(parts, TIMING), { move: { ...MOVE, ...move }, service: 'shop', mode }, context);
  return { outcome, asked, sent };
}

export const stopped = (why: string) => ({ kind: 'done', event: { type: 'move.stopped', why } });
