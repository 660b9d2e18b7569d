import type { ClosedWatch, Saying } from '#machines/effects.ts';
import { lookAtRecovery } from '#src/evidence/recovery/look-at-recovery.ts';
import { recoveryEvidence } from '#src/evidence/recovery/recovery-evidence.ts';
import { withLink } from '#src/evidence/with-link.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { heartbeatId } from './heartbeat-id.ts';
import type { EffectParts } from './parts.ts';
import { recoveryPlan } from './recovery-plan.ts';
import type { Does } from './does.ts';

/** As many as an open incident remembers. */
const MOST_HEARTBEATS = 64;

/**
 * Looks on after the incident is closed, with a test event before each look. Each look is a row that plans the next one, so that a
 * killed process goes on with it; the first relapse is said and ends it.
 */
export function watchClosed(parts: EffectParts): Does<'watchClosed'> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    isRoutine: true,
    maxAttempts: 100,
    perform: async ({ id, input: { question, closedAt } }, { signal, now }) => {
      const { errors, config } = parts.service(question.service);
      if (errors === null) return { kind: 'done' };
      const { afterCloseMs, pollMs } = config.verification;
      if (now() >= closedAt + afterCloseMs) return { kind: 'done' };

      const number = (question.heartbeats[0]?.number ?? 0) + 1;
      const sentAt = now();
      const beat = heartbeatId(question.incident, number);
      const sent = await withinDeadline((stopped) => errors.sendHeartbeat(beat, question.incident, stopped), config.factTimeoutMs, signal);
      const heartbeats =
        sent.kind === 'read' ? [{ number, sentAt }, ...question.heartbeats].slice(0, MOST_HEARTBEATS) : question.heartbeats;
      const asked = { ...question, heartbeats };
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(2 * config.factTimeoutMs)]);
      const look = await lookAtRecovery(errors, recoveryPlan(asked, config), now(), deadline);
      const [first, round = '0'] = id.split('>');
      if (look.verdict.kind !== 'still failing') {
        const input: ClosedWatch = { question: asked, closedAt };
        return { kind: 'done', next: [{ id: `${first}>${Number(round) + 1}`, kind: 'watchClosed', input, afterMs: pollMs }] };
      }
      const input: Saying = {
        what: 'recovery',
        evidence: [withLink(recoveryEvidence(look, errors.source), question.culprit)],
        chart: look.chart,
        moments: question.moments,
        move: null,
        traded: null,
        relapse: 'after closing',
      };
      return { kind: 'done', next: [{ id: `${first}>relapse`, kind: 'say', input }] };
    },
  };
}
