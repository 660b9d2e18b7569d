import { aliasesGetAlias } from '@vercel/sdk/funcs/aliasesGetAlias.js';
import { projectsGetProjectDomains } from '@vercel/sdk/funcs/projectsGetProjectDomains.js';
import type { ServingDomain } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { fewAtOnce } from '#domain/few-at-once.ts';
import type { VercelOptions } from './options.ts';
import { owner } from './owner.ts';
import { parseItem } from './parse-item.ts';
import { read } from './read.ts';
import { readPages } from './read-pages.ts';
import { alias, domainsPage, projectDomain } from './schemas.ts';

/** A project may have hundreds of domains, and Vercel allows only so many requests in a minute. */
const MOST_AT_ONCE = 8;

/** Every production domain with the deployment that its alias record names. Aliases are moved one by one, so each is asked. */
export async function readDomains(options: VercelOptions, signal: AbortSignal): Promise<readonly ServingDomain[]> {
  return fewAtOnce(MOST_AT_ONCE, await productionDomains(options, signal), (domain) => readDomain(options, domain, signal));
}

/** One for which Vercel asks for more patience than there is hides none of the others. */
async function readDomain(options: VercelOptions, domain: string, signal: AbortSignal): Promise<ServingDomain> {
  try {
    return { domain, deploymentId: await aliasTarget(options, domain, signal) };
  } catch (error) {
    if (error instanceof SwitchbackError && error.code === 'provider_rate_limited') return { domain, deploymentId: null, unread: true };
    throw error;
  }
}

async function productionDomains(options: VercelOptions, signal: AbortSignal): Promise<readonly string[]> {
  const items = await readPages(
    options,
    'the production domains',
    domainsPage,
    (until) => ({
      send: (core, call) =>
        projectsGetProjectDomains(
          core,
          {
            idOrName: options.projectId,
            production: 'true',
            redirects: 'false',
            verified: 'true',
            limit: 100,
            ...(until === undefined ? {} : { until }),
            ...owner(options),
          },
          call,
        ),
    }),
    signal,
  );
  const serving = items
    .map((item) => parseItem('a production domain', projectDomain, item))
    .filter((item) => item.verified && !item.redirect);
  return [...new Set(serving.map((item) => item.name))];
}

/** Null where no deployment of this project is behind the domain, as far as the record says. */
async function aliasTarget(options: VercelOptions, domain: string, signal: AbortSignal): Promise<string | null> {
  const reading = read(
    options,
    `the alias ${domain}`,
    alias,
    { send: (core, call) => aliasesGetAlias(core, { idOrAlias: domain, ...owner(options) }, call) },
    signal,
  );
  const found = await reading.catch((error: unknown) => {
    if (error instanceof SwitchbackError && error.code === 'provider_not_found') return null;
    throw error;
  });
  if (found === null || found.projectId !== options.projectId || found.redirect) return null;
  return found.deploymentId ?? null;
}
