import { aliasesListAliases } from '@vercel/sdk/funcs/aliasesListAliases.js';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { parseItem } from './parse-item.ts';
import { readPages } from './read-pages.ts';
import { aliasesPage, listedAlias } from './schemas.ts';

export async function preview(options: Vercel, deploymentId: string, signal: AbortSignal): Promise<readonly string[]> {
  const items = await readPages(
    options,
    'the domains that a rollback would move',
    aliasesPage,
    (until) => ({
      send: (core) =>
        aliasesListAliases(core, {
          projectId: options.projectId,
          rollbackDeploymentId: deploymentId,
          limit: 100,
          ...(until === undefined ? {} : { until }),
          ...owner(options),
        }),
    }),
    signal,
  );
  return [...new Set(items.map((item) => parseItem('a domain', listedAlias, item).alias))];
}
