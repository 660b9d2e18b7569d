import type { Evidence } from '#domain/evidence.ts';
import type { SwitchRequest } from '#machines/effects.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { autoAssignment, type SwitchRead } from './auto-assignment.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';
import { sourceOf } from './source-of.ts';

/** Reads it, writes it only where it differs, and reads it back. Setting it to what it is already is harmless, so it may be repeated. */
export function setAutoAssignment(parts: EffectParts): Does<'setAutoAssignment'> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    maxAttempts: 3,
    lane: 'production',
    resource: ({ service }) => `production:${service}`,
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
function found({ to, restores }: SwitchRequest, read: SwitchRead, source: string, now: number): Evidence {
  const evidence = autoAssignment(read, restores ? to : 'unknown', source, now);
  if (restores || read.kind === 'unavailable' || read.value.autoAssignment === 'unknown') return evidence;
  const summary =
    read.value.autoAssignment === to
      ? `It is ${to} until the end of this incident; then it is put back to what it was before.`
      : `It is ${read.value.autoAssignment}, although the bot has just set it ${to}. Look who changes it.`;
  return { ...evidence, verdict: read.value.autoAssignment === to ? 'inconclusive' : 'contradicts', summary };
}
