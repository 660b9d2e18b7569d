import type { Switch } from '#domain/deployment.ts';
import type { Performer } from '#src/engine/performer.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { autoAssignment } from './observe-auto-assignment.ts';
import type { EffectParts } from './parts.ts';

interface Request {
  readonly service: string;
  readonly to: Switch;
  /** Whether this ends the incident's hold on it, or only keeps it off meanwhile. */
  readonly restores: boolean;
  readonly by: string;
}

/** Reads it, writes it only where it differs, and reads it back. Setting it to what it is already is harmless, so it may be repeated. */
export function setAutoAssignment(parts: EffectParts): Performer<Request> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    perform: async ({ input: { service, to, restores } }, { signal, beforeSend, now }) => {
      const { deploys, config } = parts.service(service);
      const read = () => withinDeadline((stopped) => deploys.production(stopped), config.factTimeoutMs, signal);
      const before = await read();
      if (to !== 'unknown' && before.kind === 'read' && before.value.autoAssignment !== to) {
        beforeSend();
        await deploys.setAutoAssignment(to === 'on', AbortSignal.any([signal, AbortSignal.timeout(2 * config.factTimeoutMs)]));
      }
      const after = await read();
      const value = after.kind === 'read' ? after.value.autoAssignment : 'unknown';
      const evidence = [autoAssignment(after, to, now())];
      return {
        kind: 'done',
        event: { type: 'autoAssignment.observed', evidence, value, restored: restores && value === to && to !== 'unknown' },
      };
    },
    onGivenUp: ({ input: { to }, createdAt }, why) => ({
      type: 'autoAssignment.observed',
      evidence: [autoAssignment({ kind: 'unavailable', why }, to, createdAt)],
      value: 'unknown',
      restored: false,
    }),
  };
}
