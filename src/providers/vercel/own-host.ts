import { SwitchbackError } from '#domain/errors.ts';
import type { Vercel } from './options.ts';
import { readDeployment } from './read-deployment.ts';

/** The visit itself must not wait long for this: it is made most when Vercel is not well. */
const LONGEST_LOOKUP_MS = 1_000;

/**
 * Tells a deployment's immutable host from a domain that is moved between deployments. Both may end in `vercel.app`, so Vercel
 * is asked which deployment is behind the host and whether that is its own. What a host is never changes: answers are kept.
 */
export function createOwnHost(options: Vercel): (url: URL, signal: AbortSignal) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (url, signal) => {
    const host = hostInTemplate(options.deploymentUrl, url);
    if (host === null) return false;
    const before = known.get(host);
    if (before !== undefined) return before;
    try {
      const found = await readDeployment(options, host, AbortSignal.any([signal, AbortSignal.timeout(LONGEST_LOOKUP_MS)]));
      const own = found !== null && found.url === host && found.projectId === options.projectId;
      known.set(host, own);
      return own;
    } catch (error) {
      // Not knowing whose host it is must not give the secret away, nor stop the visit.
      if (error instanceof SwitchbackError) return false;
      throw error;
    }
  };
}

/** What stands for `{url}` in the template, where the URL could have been made from it. */
function hostInTemplate(template: string, url: URL): string | null {
  const [before = '', after = ''] = template.split('{url}');
  const origin = url.origin;
  if (!origin.startsWith(before) || !origin.endsWith(after) || origin.length <= before.length + after.length) return null;
  return origin.slice(before.length, origin.length - after.length);
}
