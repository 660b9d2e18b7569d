import type { Production } from '#domain/deployment.ts';
import type { Vercel } from './options.ts';
import { readDomains } from './read-domains.ts';
import { readProject } from './read-project.ts';
import { readRollingRelease } from './read-rolling-release.ts';
import type { Project } from './schemas.ts';

export interface Live extends Pick<Production, 'domains' | 'rollingRelease'> {
  readonly project: Project;
}

export async function readLive(options: Vercel, signal: AbortSignal): Promise<Live> {
  const [project, domains, release] = await Promise.all([
    readProject(options, signal),
    readDomains(options, signal),
    readRollingRelease(options, signal),
  ]);
  if (release.kind === 'refused' && project.rollingRelease !== null && project.rollingRelease !== undefined) throw release.error;
  return { project, domains, rollingRelease: release.kind === 'active' ? release.release : null };
}

/** The one deployment that the project and every domain that was read name. No domain is no agreement; nor is an active rolling release. */
export function servedBy(live: Live): string | null {
  const id = live.project.targets?.production?.id ?? null;
  const read = live.domains.filter(({ unread }) => unread !== true);
  if (live.rollingRelease !== null || read.length === 0) return null;
  return read.every((domain) => domain.deploymentId === id) ? id : null;
}
