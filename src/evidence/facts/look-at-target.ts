import type { Evidence } from '#domain/evidence.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { probeTarget } from '../probe/probe-target.ts';
import { withinDeadline } from '../within-deadline.ts';
import type { AssessmentSettings, Pair, Sources } from './question.ts';
import { schemaFits } from './schema-fits.ts';

/** What going to this target would meet: its own URL on today's database, its migrations, and the domains that would move. */
export async function lookAtTarget(
  { deploys, code }: Pick<Sources, 'deploys' | 'code'>,
  settings: Pick<AssessmentSettings, 'migrations' | 'probes' | 'deadlineMs'>,
  pair: Pair,
  now: number,
  signal: AbortSignal,
): Promise<{ evidence: readonly Evidence[]; domains: readonly string[] }> {
  const { migrations, deadlineMs } = settings;
  const compared = async (): Promise<Evidence> => {
    const [target, live] = await Promise.all([pair.target, pair.suspect]);
    return await schemaFits(code, { target, live, migrations, deadlineMs }, now, signal);
  };
  const [schema, probe, domains] = await Promise.all([
    compared(),
    probed(deploys, settings, pair, now, signal),
    previewed(deploys, settings, pair, signal),
  ]);
  return { evidence: [schema, ...probe], domains };
}

async function probed(
  deploys: Deploys,
  { probes, deadlineMs }: Pick<AssessmentSettings, 'probes' | 'deadlineMs'>,
  pair: Pair,
  now: number,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const target = await pair.target;
  if (target === null) return [];
  const read = await withinDeadline((stopped) => probeTarget(deploys, target, probes, now, stopped), deadlineMs, signal);
  if (read.kind === 'read') return [read.value];
  const summary = `The target's own URL could not be asked. ${read.why}`;
  return [{ kind: 'target.answers', source: 'app', verdict: 'unavailable', summary, observedAt: now }];
}

async function previewed(
  deploys: Deploys,
  { deadlineMs }: Pick<AssessmentSettings, 'deadlineMs'>,
  pair: Pair,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const target = await pair.target;
  if (target === null) return [];
  const read = await withinDeadline((stopped) => deploys.preview(target.id, stopped), deadlineMs, signal);
  return read.kind === 'read' ? read.value : [];
}
