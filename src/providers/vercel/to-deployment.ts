import type { Deployment } from '#domain/deployment.ts';
import type { Vercel } from './options.ts';
import type { Build } from './schemas.ts';

type Assigned = number | boolean | null | undefined;

/** `served` is the caller's finding: Vercel's own word for it (`PROMOTED`) may be missing on old deployments. */
export function toDeployment(options: Vercel, id: string, build: Build, assigned: Assigned, served: boolean): Deployment {
  const meta = (...names: string[]) => firstText(names.map((name) => build.meta?.[name]));
  const hash = meta('githubCommitSha', 'gitlabCommitSha', 'bitbucketCommitSha', 'gitCommitSha');
  const commit = hash !== null && /^[0-9a-f]{40,64}$/i.test(hash) ? hash : null;
  const dirty = isTrue(build.meta?.['gitDirty']);
  const message = meta('githubCommitMessage', 'gitlabCommitMessage', 'bitbucketCommitMessage', 'gitCommitMessage');
  const author = meta('githubCommitAuthorLogin', 'gitlabCommitAuthorLogin', 'githubCommitAuthorName', 'gitlabCommitAuthorName');
  return {
    id,
    url: deploymentOrigin(options, build.url),
    commit: dirty ? null : commit,
    message: message?.split('\n', 1)[0] ?? null,
    author: author ?? meta('bitbucketCommitAuthorName', 'gitCommitAuthorName') ?? build.creator?.username ?? null,
    createdAt: build.createdAt,
    liveAt: typeof assigned === 'number' ? assigned : null,
    served,
    ...(dirty && commit !== null && { uncommittedOn: commit }),
  };
}

/** The values of `meta` are texts as a rule. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

export function deploymentOrigin(options: Vercel, host: string): string {
  return options.deploymentUrl.replace('{url}', () => host);
}

function firstText(values: readonly unknown[]): string | null {
  const found = values.find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
}
