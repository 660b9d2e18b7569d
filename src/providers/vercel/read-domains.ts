import { aliasesGetAlias } from '@vercel/sdk/funcs/aliasesGetAlias.js';
import { projectsGetProjectDomains } from '@vercel/sdk/funcs/projectsGetProjectDomains.js';
import type { Production } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { VercelOptions } from './options.ts';
import { owner } from './owner.ts';
import { parseItem } from './parse-item.ts';
import { read } from './read.ts';
import { readPages } from './read-pages.ts';
import { alias, domainsPage, projectDomain } from './schemas.ts';

/** Every production domain with the deployment that its alias record names. Aliases are moved one by one, so each is asked. */
export async function readDomains(options: VercelOptions, signal: AbortSignal): Promise<Production['domains']> {
  const names = await productionDomains(options, signal);
  return Promise.all(names.map(async (domain) => ({ domain, deploymentId: await aliasTarget(options, domain, signal) })));
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
