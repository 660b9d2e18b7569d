import type { Deployment } from '#domain/deployment.ts';
import type { VercelOptions } from './options.ts';
import type { Build } from './schemas.ts';

type Assigned = number | boolean | null | undefined;

/** `served` is the caller's finding: Vercel's own word for it (`PROMOTED`) may be missing on old deployments. */
export function toDeployment(options: VercelOptions, id: string, build: Build, assigned: Assigned, served: boolean): Deployment {
  const meta = (...names: string[]) => firstText(names.map((name) => build.meta?.[name]));
  const commit = meta('githubCommitSha', 'gitlabCommitSha', 'bitbucketCommitSha', 'gitCommitSha');
  const message = meta('githubCommitMessage', 'gitlabCommitMessage', 'bitbucketCommitMessage', 'gitCommitMessage');
  const author = meta('githubCommitAuthorLogin', 'gitlabCommitAuthorLogin', 'githubCommitAuthorName', 'gitlabCommitAuthorName');
  return {
    id,
    url: deploymentOrigin(options, build.url),
    commit: commit !== null && /^[0-9a-f]{40,64}$/i.test(commit) ? commit : null,
    message: message?.split('\n', 1)[0] ?? null,
    author: author ?? meta('bitbucketCommitAuthorName', 'gitCommitAuthorName') ?? build.creator?.username ?? null,
    createdAt: build.createdAt,
    liveAt: typeof assigned === 'number' ? assigned : null,
    served,
  };
}

export function deploymentOrigin(options: VercelOptions, host: string): string {
  return options.deploymentUrl.replace('{url}', () => host);
}

function firstText(values: readonly unknown[]): string | null {
  const found = values.find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
}
