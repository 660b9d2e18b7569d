import type { Switch } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Performer } from '#src/engine/performer.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { autoAssignment, type SwitchRead } from './auto-assignment.ts';
import type { EffectParts } from './parts.ts';
import { platformOf } from './platform-of.ts';
import { sourceOf } from './source-of.ts';

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
    maxAttempts: 3,
    perform: async ({ input }, { signal, beforeSend, now }) => {
      const service = parts.service(input.service);
      const { config } = service;
      const deploys = platformOf(service);
      const { to, restores } = input;
      const read = () => withinDeadline((stopped) => deploys.production(stopped), config.factTimeoutMs, signal);
      const before = await read();
      if (to !== 'unknown' && before.kind === 'read' && before.value.autoAssignment !== to) {
        beforeSend();
        await deploys.setAutoAssignment(to === 'on', AbortSignal.any([signal, AbortSignal.timeout(2 * config.factTimeoutMs)]));
      }
      const after = await read();
      const value = after.kind === 'read' ? after.value.autoAssignment : 'unknown';
      return {
        kind: 'done',
        event: {
          type: 'autoAssignment.observed',
          evidence: [found(input, after, deploys.source, now())],
          value,
          restored: restores && value === to && to !== 'unknown',
        },
      };
    },
    onGivenUp: ({ input, createdAt }, why) => ({
      type: 'autoAssignment.observed',
      evidence: [found(input, { kind: 'unavailable', why }, sourceOf(parts, input.service, platformOf), createdAt)],
      value: 'unknown',
      restored: false,
    }),
  };
}

/** Only what restores it may claim that it is as before the incident. */
function found({ to, restores }: Request, read: SwitchRead, source: string, now: number): Evidence {
  const evidence = autoAssignment(read, restores ? to : 'unknown', source, now);
  if (restores || read.kind === 'unavailable' || read.value.autoAssignment === 'unknown') return evidence;
  const summary =
    read.value.autoAssignment === to
      ? `It is ${to} until the end of this incident; then it is put back to what it was before.`
      : `It is ${read.value.autoAssignment}, although the bot has just set it ${to}. Look who changes it.`;
  return { ...evidence, verdict: read.value.autoAssignment === to ? 'inconclusive' : 'contradicts', summary };
}
