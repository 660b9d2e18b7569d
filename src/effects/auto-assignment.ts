import type { Production, Switch } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Read } from '#src/evidence/within-deadline.ts';

export type SwitchRead = Read<Pick<Production, 'autoAssignment'>>;

/** Evidence that auto-assignment is as it was before the incident. */
export function autoAssignment(read: SwitchRead, original: Switch, source: string, now: number): Evidence {
  const base = { kind: 'auto-assignment', source, observedAt: now } as const;
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
