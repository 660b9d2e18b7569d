import type { Production } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { MoveRequest } from '#machines/effects.ts';
import type { Reported } from '#machines/events.ts';
import type { Outcome, PerformContext, Performer, Reconciled } from '#src/engine/performer.ts';
import type { EffectParts, ServiceParts } from './parts.ts';

export interface MoveTiming {
  /** The time-out of the one request. */
  readonly timeoutMs: number;
  /** The longest that the platform may take to apply a request whose caller is gone. */
  readonly landingMs: number;
}

export const MOVE_TIMING: MoveTiming = { timeoutMs: 10_000, landingMs: 20_000 };

/**
 * Sends the one request that moves production. What the confirmation showed is read again just before; a difference stops it.
 * A lost answer is never repeated blindly: the platform is read once the old request can no longer land.
 */
export function startMove(parts: EffectParts, { timeoutMs, landingMs }: MoveTiming): Performer<MoveRequest> {
  return {
    leaseMs: 2 * timeoutMs + landingMs,
    repeat: 'reconcile',
    perform: async ({ input }, context) => {
      const service = parts.service(input.service);
      const forbidden = await whyNot(parts, service, input);
      if (forbidden !== null) return stopped(forbidden);

      const production = await readBefore(service, context);
      if ('kind' in production) return production;
      const { move } = input;
      if (production.current?.id === move.target.id) return done({ type: 'move.alreadyThere' });
      const difference = differenceFrom(production, move);
      if (difference !== null) return stopped(difference);
      return await send(service, move, context, timeoutMs);
    },
    reconcile: ({ input }, { signal }) => readBack(parts.service(input.service), input.move, signal),
    onGivenUp: (_, why) => ({ type: 'move.stopped', why: `${why} Nothing was sent.` }),
    onAmbiguous: ({ id }, why) => ({ type: 'move.unknown', effect: id, why }),
  };
}

async function whyNot(parts: EffectParts, { config }: ServiceParts, { move, mode }: MoveRequest): Promise<string | null> {
  if (mode === 'drill' && !config.drillsAllowed) return `Drills are not allowed for ${config.name}, so nothing was sent.`;
  const people = [
    { person: move.confirmedBy, role: 'responder' as const },
    ...(move.approvedBy === null ? [] : [{ person: move.approvedBy, role: 'approver' as const }]),
  ];
  for (const { person, role } of people) {
    const authority = await parts.authorise(person, config.name, role);
    if (authority.kind === 'may not') return `<@${person}> is not ${role} of ${config.name} any more, so nothing was sent.`;
    if (authority.kind === 'cannot tell') return `Whether <@${person}> may act could not be read (${authority.why}), so nothing was sent.`;
  }
  return null;
}

/** Nothing has been sent yet, so a failed read is certainly not a move. */
async function readBefore({ deploys, config }: ServiceParts, { signal }: PerformContext): Promise<Production | Outcome> {
  try {
    return await deploys.production(AbortSignal.any([signal, AbortSignal.timeout(config.factTimeoutMs)]));
  } catch (error) {
    const why = error instanceof SwitchbackError ? error.message : 'It did not answer in time.';
    return stopped(`Production could not be read just before the move, so nothing was sent. ${why}`);
  }
}

function differenceFrom({ current, rollingRelease, lastMove }: Production, { expectedLive, gesture }: ConfirmedMove): string | null {
  if (lastMove !== null && (lastMove.status === 'pending' || lastMove.status === 'in progress')) {
    return `Another move (${lastMove.gesture} to ${lastMove.to}) is under way, so nothing was sent. Wait for it, then gather the facts again.`;
  }
  if (rollingRelease !== null && gesture === 'rollback') return null;
  if (current?.id === expectedLive?.id) return null;
  const found = current === null ? 'the domains do not agree' : `${current.id} is live`;
  return `When this was confirmed ${expectedLive?.id ?? 'nothing known'} was live; now ${found}. Nothing was sent. Gather the facts again.`;
}

async function send({ deploys }: ServiceParts, move: ConfirmedMove, context: PerformContext, timeoutMs: number): Promise<Outcome> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await deploys.start({ gesture: move.gesture, to: move.target.id, reason: move.reason }, context.beforeSend, signal);
    switch (answer.kind) {
      case 'accepted':
        return done({ type: 'move.accepted', queued: answer.queued });
      case 'already there':
        return done({ type: 'move.alreadyThere' });
      case 'refused':
        return done({ type: 'move.refused', why: `The platform refused the ${move.gesture} (${answer.status}): ${answer.message}` });
    }
  } catch (error) {
    if (!(error instanceof SwitchbackError) || error.code === 'outcome_unknown') throw error;
    if (error.code === 'provider_rate_limited') return { kind: 'again', afterMs: error.retryAfterMs ?? 1_000, why: error.message };
    return stopped(`${error.message} Nothing was moved.`);
  }
}

async function readBack({ deploys }: ServiceParts, move: ConfirmedMove, signal: AbortSignal): Promise<Reconciled> {
  const job = await deploys.job({ gesture: move.gesture, to: move.target.id, reason: move.reason }, move.confirmedAt, signal);
  if (job.kind === 'ours') return { kind: 'landed', event: { type: 'move.accepted', queued: false } };
  const { current } = await deploys.production(signal);
  if (current?.id === move.target.id) return { kind: 'landed', event: { type: 'move.alreadyThere' } };
  if (current === null) return { kind: 'cannot tell', why: 'The production domains do not agree on one deployment.' };
  return { kind: 'absent' };
}

function stopped(why: string): Outcome {
  return done({ type: 'move.stopped', why });
}

function done(event: Reported): Outcome {
  return { kind: 'done', event: { ...event } };
}
