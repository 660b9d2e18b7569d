import type { Evidence } from '#domain/evidence.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { probeTarget } from '../probe/probe-target.ts';
import { withinDeadline } from '../within-deadline.ts';
import type { AssessmentSettings, Pair, Sources } from './question.ts';

/** What going to this target would meet: its own URL on today's database, and the domains that would move. */
export async function lookAtTarget(
  { deploys }: Pick<Sources, 'deploys'>,
  settings: Pick<AssessmentSettings, 'probes' | 'deadlineMs'>,
  pair: Pick<Pair, 'target'>,
  now: number,
  signal: AbortSignal,
): Promise<{ evidence: readonly Evidence[]; domains: readonly string[] }> {
  const [evidence, domains] = await Promise.all([probed(deploys, settings, pair, now, signal), previewed(deploys, settings, pair, signal)]);
  return { evidence, domains };
}

async function probed(
  deploys: Deploys,
  { probes, deadlineMs }: Pick<AssessmentSettings, 'probes' | 'deadlineMs'>,
  pair: Pick<Pair, 'target'>,
  now: number,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const target = await pair.target;
  if (target === null) return [];
  const read = await withinDeadline((stopped) => probeTarget(deploys, target, probes, now, stopped), deadlineMs, signal);
  if (read.kind === 'read') return [{ ...read.value, link: target.url }];
  const summary = `The target's own URL could not be asked. ${read.why}`;
  return [{ kind: 'target.answers', source: 'app', verdict: 'unavailable', summary, observedAt: now }];
}

async function previewed(
  deploys: Deploys,
  { deadlineMs }: Pick<AssessmentSettings, 'deadlineMs'>,
  pair: Pick<Pair, 'target'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const target = await pair.target;
  if (target === null) return [];
  const read = await withinDeadline((stopped) => deploys.preview(target.id, stopped), deadlineMs, signal);
  return read.kind === 'read' ? read.value : [];
}
