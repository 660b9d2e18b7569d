import type { Production, Switch } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Performer } from '#src/engine/performer.ts';
import { withinDeadline, type Read } from '#src/evidence/within-deadline.ts';
import type { EffectParts } from './parts.ts';

/** Reads whether new builds get the production domains, and compares it with what it was before the incident. */
export function observeAutoAssignment(parts: EffectParts): Performer<{ service: string; original: Switch }> {
  return {
    leaseMs: 30_000,
    repeat: 'safe',
    perform: async ({ input }, { signal, now }) => {
      const { deploys, config } = parts.service(input.service);
      const read = await withinDeadline((stopped) => deploys.production(stopped), config.factTimeoutMs, signal);
      const value = read.kind === 'read' ? read.value.autoAssignment : 'unknown';
      return {
        kind: 'done',
        event: { type: 'autoAssignment.observed', evidence: [autoAssignment(read, input.original, now())], value, restored: false },
      };
    },
  };
}

/** Evidence that auto-assignment is as it was before the incident. */
export function autoAssignment(read: Read<Pick<Production, 'autoAssignment'>>, original: Switch, now: number): Evidence {
  const base = { kind: 'auto-assignment', source: 'vercel', observedAt: now } as const;
  if (read.kind === 'unavailable') return { ...base, verdict: 'unavailable', summary: `It could not be read. ${read.why}` };
  const value = read.value.autoAssignment;
  if (value === 'unknown') return { ...base, verdict: 'inconclusive', summary: 'The platform does not say whether it is on.' };
  const effect =
    value === 'on'
      ? 'the next production build takes the domains'
      : 'new builds stay staged, so the next merge does not ship the bug again';
  if (original === 'unknown')
    return { ...base, verdict: 'inconclusive', summary: `It is ${value}: ${effect}. What it was before is not known.` };
  if (value === original) return { ...base, verdict: 'supports', summary: `It is ${value}, as before the incident: ${effect}.` };
  return { ...base, verdict: 'contradicts', summary: `It is ${value} now; it was ${original} before the incident: ${effect}.` };
}
