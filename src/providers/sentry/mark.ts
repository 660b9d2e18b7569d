import { z } from 'zod';
import type { ReleaseMark } from '../errors.ts';
import { pages } from './pages.ts';
import type { Call } from './request.ts';
import { pathOf, type Scope } from './scope.ts';

/** Sentry takes no longer name for a deploy. */
const LONGEST_NAME = 64;

const Deploys = z.array(z.object({ name: z.string().nullable(), environment: z.string() }));

/**
 * Sentry has no marker for a rollback, so it is a deploy of the restored release under a name that says so. Deploys cannot be
 * deleted, hence the look before the write. Creating a release that exists changes nothing (201 and 208 alike).
 */
export async function mark(scope: Scope, wanted: ReleaseMark, signal: AbortSignal): Promise<void> {
  const name = wanted.name.slice(0, LONGEST_NAME);
  const path = pathOf('organizations', scope.organization, 'releases', wanted.release, 'deploys');
  const listing: Call = { method: 'GET', path, query: { per_page: '100' }, scope: 'project:releases' };
  const existing = await pages(scope.request, listing, Deploys, signal);
  if (existing?.some((deploy) => deploy.name === name && deploy.environment === scope.environment)) return;

  await write(
    scope,
    pathOf('organizations', scope.organization, 'releases'),
    { version: wanted.release, projects: [scope.project] },
    signal,
  );
  const deploy = {
    environment: scope.environment,
    name,
    url: wanted.url,
    dateStarted: new Date(wanted.startedAt).toISOString(),
    dateFinished: new Date(wanted.finishedAt).toISOString(),
    projects: [scope.project],
  };
  await write(scope, path, deploy, signal);
}

async function write(scope: Scope, path: string, body: unknown, signal: AbortSignal): Promise<void> {
  const call: Call = { method: 'POST', path, body, scope: 'project:releases' };
  await scope.request(call, signal);
}
