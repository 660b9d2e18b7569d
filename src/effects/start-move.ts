import type { Production } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { instant } from '#domain/instant.ts';
import type { Role } from '#domain/service.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { MoveRequest, ReportOf } from '#machines/effects.ts';
import type { Outcome, PerformContext, Reconciled } from '#src/engine/performer.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import type { EffectParts, ServiceParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';

export interface MoveTiming {
  /** The time-out of the one request. */
  readonly timeoutMs: number;
  /** The longest that the platform may take to apply a request whose caller is gone. */
  readonly landingMs: number;
}

export const MOVE_TIMING: MoveTiming = { timeoutMs: 10_000, landingMs: 20_000 };

/** A platform that asks for more patience than this is not waited for in silence. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Sends the one request that moves production. What the confirmation showed is read again just before; a difference stops it.
 * A lost answer is never repeated blindly: the platform is read once the old request can no longer land.
 */
export function startMove(parts: EffectParts, { timeoutMs, landingMs }: MoveTiming): Does<'startMove'> {
  return {
    // Twice the time-out for what is read before the send, and what `beforeSend` is told for the send itself.
    leaseMs: 3 * timeoutMs + landingMs,
    repeat: 'reconcile',
    lane: 'production',
    resource: ({ service }) => `production:${service}`,
    perform: async ({ input }, context) => {
      const service = configured(parts, input.service);
      if ('kind' in service) return service;
      const forbidden = await whyNot(parts, service, input, context.signal);
      if (forbidden !== null) return stopped(forbidden);

      const { config } = service;
      const deploys = platformOf(service);
      const read = await withinDeadline((aborted) => deploys.production(aborted), config.factTimeoutMs, context.signal);
      if (read.kind === 'unavailable')
        return stopped(`Production could not be read just before the move, so nothing was sent. ${read.why}`);
      const { move } = input;
      const obstacle = anotherMove(read.value);
      if (obstacle !== null) return stopped(obstacle);
      if (read.value.current?.id === move.target.id) return done({ type: 'move.alreadyThere' });
      const difference = differenceFrom(read.value, move);
      if (difference !== null) return stopped(difference);
      return await send(service, move, context, { timeoutMs, landingMs });
    },
    reconcile: ({ input }, { signal }) => readBack(parts.service(input.service), input.move, signal),
    onGivenUp: (_, why) => ({ type: 'move.stopped', why: `${why} Production was not moved.` }),
    onAmbiguous: ({ id }, why) => ({ type: 'move.unknown', effect: id, why }),
  };
}

type Report = ReportOf<'startMove'>;

/** Nothing has been sent yet, so a service that is gone is certainly not a move. */
function configured(parts: EffectParts, name: string): ServiceParts | Outcome<Report> {
  try {
    return parts.service(name);
  } catch (error) {
    if (error instanceof SwitchbackError) return stopped(error.message);
    throw error;
  }
}

async function whyNot(
  parts: EffectParts,
  { config }: ServiceParts,
  { move, mode }: MoveRequest,
  signal: AbortSignal,
): Promise<string | null> {
  if (mode === 'drill' && !config.drillsAllowed) return `Drills are not allowed for ${config.name}, so nothing was sent.`;
  const people: { person: string; who: string; role: Role }[] = [
    { person: move.confirmedBy, who: 'The person who confirmed this', role: 'responder' },
  ];
  if (move.approvedBy !== null) people.push({ person: move.approvedBy, who: 'The second person who agreed', role: 'approver' });
  for (const { person, who, role } of people) {
    const asked = await withinDeadline(() => parts.authorise(person, config.name, role), config.factTimeoutMs, signal);
    const authority = asked.kind === 'read' ? asked.value : ({ kind: 'cannot tell', why: asked.why } as const);
    if (authority.kind === 'may not') return `${who} is not ${role} of ${config.name} any more, so nothing was sent.`;
    if (authority.kind === 'cannot tell') return `Whether ${role}s may act could not be read, so nothing was sent: ${authority.why}`;
  }
  return null;
}

function anotherMove({ lastMove }: Production): string | null {
  if (lastMove === null || (lastMove.status !== 'pending' && lastMove.status !== 'in progress')) return null;
  return `Another move (${lastMove.gesture} to ${lastMove.to}) is under way, so nothing was sent. Wait for it, then gather the facts again.`;
}

function differenceFrom({ current, rollingRelease }: Production, { expectedLive }: ConfirmedMove): string | null {
  if (current?.id === expectedLive?.id) return null;
  const rolling =
    rollingRelease === null ? null : `a rolling release to ${rollingRelease.canary ?? 'a deployment that is not named'} is active`;
  const found = current === null ? (rolling ?? 'the domains do not agree') : `${current.id} is live`;
  return `When this was confirmed ${expectedLive?.id ?? 'nothing known'} was live; now ${found}. Nothing was sent. Gather the facts again.`;
}

async function send(
  service: ServiceParts,
  move: ConfirmedMove,
  context: PerformContext,
  { timeoutMs, landingMs }: MoveTiming,
): Promise<Outcome<Report>> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(timeoutMs)]);
  // Nobody may read back before the request has timed out and can no longer land.
  const beforeSend = (): void => context.beforeSend(timeoutMs + landingMs);
  try {
    const answer = await platformOf(service).start({ gesture: move.gesture, to: move.target.id, reason: move.reason }, beforeSend, signal);
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
    const afterMs = error.retryAfterMs ?? 1_000;
    if (error.code === 'provider_rate_limited' && afterMs <= LONGEST_WAIT_MS) return { kind: 'again', afterMs, why: error.message };
    return stopped(`${error.message} Nothing was moved.`);
  }
}

async function readBack(service: ServiceParts, move: ConfirmedMove, signal: AbortSignal): Promise<Reconciled<Report>> {
  const deploys = platformOf(service);
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(2 * service.config.factTimeoutMs)]);
  const asked = { gesture: move.gesture, to: move.target.id, reason: move.reason };
  const job = await deploys.job(asked, move.confirmedAt, deadline);
  if (job.kind === 'ours') return { kind: 'landed', event: { type: 'move.accepted', queued: false } };
  const { current } = await deploys.production(deadline);
  if (current?.id === move.target.id) return { kind: 'landed', event: { type: 'move.alreadyThere' } };
  if (current === null) return { kind: 'cannot tell', why: 'The production domains do not agree on one deployment.' };
  if (job.kind === 'another' && job.to === move.target.id) {
    const when = instant(job.requestedAt);
    return {
      kind: 'cannot tell',
      why: `The newest move goes to the same target, but was requested at ${when}; it may be this one under a clock that is off.`,
    };
  }
  return { kind: 'absent' };
}

function stopped(why: string): Outcome<Report> {
  return done({ type: 'move.stopped', why });
}

function done(event: Report): Outcome<Report> {
  return { kind: 'done', event };
}
