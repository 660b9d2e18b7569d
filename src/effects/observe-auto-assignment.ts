import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { autoAssignment } from './auto-assignment.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';

/** Reads whether new builds get the production domains, and compares it with what it was before the incident. */
export function observeAutoAssignment(parts: EffectParts): Does<'observeAutoAssignment'> {
  return {
    leaseMs: 30_000,
    repeat: 'safe',
    onlyReads: true,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const { config } = service;
      const deploys = platformOf(service);
      const read = await withinDeadline((stopped) => deploys.production(stopped), config.factTimeoutMs, signal);
      const value = read.kind === 'read' ? read.value.autoAssignment : 'unknown';
      return {
        kind: 'done',
        event: {
          type: 'autoAssignment.observed',
          evidence: [autoAssignment(read, input.original, deploys.source, now())],
          value,
          restored: false,
        },
      };
    },
  };
}
