import type { Production } from '#domain/deployment.ts';
import type { VercelOptions } from './options.ts';
import { readDomains } from './read-domains.ts';
import { readProject } from './read-project.ts';
import { readRollingRelease } from './read-rolling-release.ts';
import type { Project } from './schemas.ts';

export interface Live extends Pick<Production, 'domains' | 'rollingRelease'> {
  readonly project: Project;
}

export async function readLive(options: VercelOptions, signal: AbortSignal): Promise<Live> {
  const [project, domains, release] = await Promise.all([
    readProject(options, signal),
    readDomains(options, signal),
    readRollingRelease(options, signal),
  ]);
  if (release.kind === 'refused' && project.rollingRelease !== null && project.rollingRelease !== undefined) throw release.error;
  return { project, domains, rollingRelease: release.kind === 'active' ? release.release : null };
}

/** The one deployment that every domain and the project name. No domains is no agreement; nor is an active rolling release. */
export function servedBy(live: Live): string | null {
  const id = live.project.targets?.production?.id;
  if (id === undefined || live.rollingRelease !== null || live.domains.length === 0) return null;
  return live.domains.every((domain) => domain.deploymentId === id) ? id : null;
}
