import type { Deployment } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import { describe } from '../describe.ts';
import type { Read } from '../within-deadline.ts';

/** Is there an eligible deployment to go back to? The newest eligible one is proposed. */
export function targetAvailable(targets: Read<readonly Deployment[]>, source: string, now: number): Evidence {
  const base = { kind: 'target.available', source, observedAt: now } as const;
  if (targets.kind === 'unavailable') {
    return { ...base, verdict: 'unavailable', summary: `The deployments could not be listed. ${targets.why}` };
  }
  const [newest, ...others] = targets.value;
  if (newest === undefined) return { ...base, verdict: 'contradicts', summary: 'No earlier deployment can be rolled back to.' };
  const more = others.length === 0 ? '' : `, and ${others.length} older`;
  return {
    ...base,
    verdict: 'supports',
    summary: `${describe(newest)} can be rolled back to${more}.`,
    details: { deployment: newest.id, commit: newest.commit },
    ...(newest.page === undefined ? {} : { link: newest.page }),
  };
}
