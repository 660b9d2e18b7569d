import { projectsListPromoteAliases } from '@vercel/sdk/funcs/projectsListPromoteAliases.js';
import type { Gesture } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { parseItem } from './parse-item.ts';
import { readPages } from './read-pages.ts';
import { jobAlias, jobAliasesPage } from './schemas.ts';

/**
 * The domains that a failed job left behind. Empty also where Vercel would not list them: that the job failed is known already
 * and must not be lost with the list; the domains themselves are read one by one in `production`.
 */
export async function failedDomains(options: Vercel, gesture: Gesture, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const aliases = await readPages(
      options,
      'the domains of the failed job',
      jobAliasesPage,
      (until) => ({
        send: (core) =>
          projectsListPromoteAliases(core, {
            projectId: options.projectId,
            failedOnly: true,
            limit: 100,
            ...(until === undefined ? {} : { until }),
            ...owner(options),
          }),
        ...(gesture === 'rollback' ? { amend: toRollbackAliases } : {}),
      }),
      signal,
    );
    return aliases
      .map((item) => parseItem('a domain of the failed job', jobAlias, item))
      .filter((item) => item.status === 'failed')
      .map((item) => item.alias);
  } catch (error) {
    if (error instanceof SwitchbackError) return [];
    throw error;
  }
}

/** The SDK has no method for the aliases of a rollback; Vercel's CLI reads them here. */
function toRollbackAliases(request: Request): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.replace('/v1/projects/', '/v9/projects/').replace(/\/promote\/aliases$/, '/rollback/aliases');
  return new Request(url, request);
}
