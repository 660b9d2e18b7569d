import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { heartbeatId } from './heartbeat-id.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';
import { trackerOf } from './tracker-of.ts';

/**
 * From the first moment on: a test event through the error tracker, so that its delay is known before it matters, and a look at
 * whether somebody turned auto-assignment on. Neither blocks anything: what cannot be read is unknown.
 */
export function watchProduction(parts: EffectParts): Does<'watchProduction'> {
  return {
    leaseMs: 30_000,
    repeat: 'safe',
    isRoutine: true,
    // The next is due whether or not the last was begun: only one may wait. And a heartbeat more or less matters to nobody who waits for facts.
    lane: 'watch',
    resource: ({ incident }) => `watch:${incident}`,
    supersedes: true,
    maxAttempts: 1,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const { config } = service;
      const id = heartbeatId(input.incident, input.heartbeat);
      const sentAt = now();
      const [sent, production] = await Promise.all([
        withinDeadline((stopped) => trackerOf(service).sendHeartbeat(id, input.incident, stopped), config.factTimeoutMs, signal),
        withinDeadline((stopped) => platformOf(service).production(stopped), config.factTimeoutMs, signal),
      ]);
      const autoAssignment = production.kind === 'read' ? production.value.autoAssignment : 'unknown';
      const heartbeat = sent.kind === 'read' ? { number: input.heartbeat, sentAt } : null;
      return { kind: 'done', event: { type: 'production.watched', autoAssignment, heartbeat } };
    },
  };
}
