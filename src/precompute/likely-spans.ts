import type { ServiceParts } from '#src/effects/parts.ts';
import { migratedBy } from '#src/evidence/facts/migrated-by.ts';
import type { Code } from '#src/providers/code.ts';
import type { Span } from '#src/evidence/schema/schema-source.ts';
import { orAborted } from '#src/evidence/within-deadline.ts';

/** How many ways back are judged ahead; the floor in each report tells of those beyond. */
const MOST = 3;

/** The ways back that an incident now would look at first: to what the platform offers, the newest first. None without one. */
export async function likelySpans({ deploys, config }: ServiceParts, stopped: AbortSignal): Promise<readonly Span[]> {
  if (deploys === null) return [];
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(3 * config.factTimeoutMs)]);
  const asked = Promise.all([deploys.production(signal), deploys.newest(signal), deploys.targets(signal)]);
  const [{ current }, newest, targets] = await orAborted(asked, signal);
  const to = current === null ? null : migratedBy(current, newest).commit;
  if (to === null) return [];
  const froms = targets.slice(0, MOST).map(({ commit }) => commit);
  const others = [...new Set(froms)].filter((from): from is string => from !== null && from !== to);
  return others.map((from) => ({ from, to }));
}

/** Why these commits cannot be compared, one sentence for each that the clone lacks and that could not be fetched either. */
export async function missingFrom(code: Pick<Code, 'bring'>, commits: readonly string[], stopped: AbortSignal): Promise<readonly string[]> {
  const brought = await Promise.all([...new Set(commits)].map((commit) => code.bring(commit, stopped)));
  return brought.flatMap((one) => (one.kind === 'missing' ? [one.why] : []));
}
