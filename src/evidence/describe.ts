import type { Deployment } from '#domain/deployment.ts';

/** `c0ffee1 “contract: drop total”`, or the id where there is no commit. The message is untrusted text. */
export function describe(deployment: Deployment): string {
  const short = deployment.commit?.slice(0, 7) ?? deployment.id;
  return deployment.message === null ? short : `${short} “${deployment.message}”`;
}
