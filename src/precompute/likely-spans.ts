import { SwitchbackError } from '#domain/errors.ts';
import type { ServiceParts } from '#src/effects/parts.ts';
import { migratedBy } from '#src/evidence/facts/migrated-by.ts';
import type { Span } from '#src/evidence/schema/schema-source.ts';
import { orAborted } from '#src/evidence/within-deadline.ts';

/** How many ways back are judged ahead; the floor in each report tells of those beyond. */
const MOST = 3;

/** The ways back that an incident now would look at first: to what the platform offers, the newest first. */
export async function likelySpans({ deploys, config }: ServiceParts, stopped: AbortSignal): Promise<readonly Span[]> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(3 * config.factTimeoutMs)]);
  const asked = Promise.all([deploys.production(signal), deploys.newest(signal), deploys.targets(signal)]);
  const [{ current }, newest, targets] = await orAborted(asked, signal);
  const to = current === null ? null : migratedBy(current, newest).commit;
  if (to === null) return [];
  const froms = targets.slice(0, MOST).map(({ commit }) => commit);
  const others = [...new Set(froms)].filter((from): from is string => from !== null && from !== to);
  return others.map((from) => ({ from, to }));
}

/** Whether both commits are there to be compared. */
export async function isInClone({ code, config }: ServiceParts, { from, to }: Span, stopped: AbortSignal): Promise<boolean> {
  if (code === null) return false;
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(3 * config.factTimeoutMs)]);
  try {
    await Promise.all([from, to].map((commit) => code.files(commit, config.code.migrations, signal)));
    return true;
  } catch (error) {
    if (error instanceof SwitchbackError && error.code === 'provider_not_found') return false;
    throw error;
  }
}
