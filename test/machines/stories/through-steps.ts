import type { Preset } from '#domain/preset.ts';
import type { Snapshot } from '#machines/choices.ts';
import { currentMeta } from '#machines/current-meta.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { stateName, walk } from '#test/support/walk.ts';
import { ada, bob, looked, read, switchObserved } from './events.ts';

/** What people do until the incident is closed, in its order: each says that it is done, a second one approves, and the bot reads that it is so. */
export function throughSteps(runbook: Preset, ...start: readonly IncidentEvent[]): readonly string[] {
  const done: string[] = [];
  const events = [...start];
  for (let left = 100; left > 0; left -= 1) {
    const { snapshot } = walk({ runbook }, ...events);
    if (snapshot.status === 'done') return done;
    const next = nextOf(snapshot);
    if (next.type === 'step.confirm') done.push(currentMeta(snapshot).title);
    if (next.type === 'step.approve') done.push('· a second person approves');
    if (next.type === 'recovery.observed') done.push('· recovered');
    events.push(next);
  }
  throw new Error(`It does not come to its end: ${done.join(', ')}`);
}

function nextOf(snapshot: Snapshot): IncidentEvent {
  const name = stateName(snapshot.value);
  const next = [
    ada('step.request'),
    bob('step.approve'),
    ada('step.confirm'),
    ada('disaster.declare'),
    bob('disaster.approve'),
    ...(name === 'makingDurable.restoringAutoAssignment' ? [switchObserved('unknown', true)] : []),
    ...(name.endsWith('Reading') ? [read(name.slice(name.lastIndexOf('.') + 1, -'Reading'.length))] : []),
    ...(name.startsWith('verifying') ? [looked('recovered')] : []),
  ].find((event) => snapshot.can(event));
  if (next === undefined) throw new Error(`Nobody goes on from ${name}.`);
  return next;
}
