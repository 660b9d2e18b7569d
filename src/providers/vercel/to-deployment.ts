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
    ...pageOf(build),
    ...(dirty ? {} : commitPageOf(meta, commit)),
    ...(dirty && commit !== null && { uncommittedOn: commit }),
  };
}

/** An address that cannot be read leads nowhere, and is no reason not to go back. */
function pageOf({ inspectorUrl }: Build): Pick<Deployment, 'page'> {
  return inspectorUrl != null && /^https?:/.test(inspectorUrl) && URL.canParse(inspectorUrl) ? { page: inspectorUrl } : {};
}

/** On the hosts whose addresses follow from what Vercel knows; on any other the commit is named without one. */
function commitPageOf(meta: (...names: string[]) => string | null, commit: string | null): Pick<Deployment, 'commitPage'> {
  if (commit === null) return {};
  const [owner, repository] = [meta('githubCommitOrg', 'githubOrg'), meta('githubCommitRepo', 'githubRepo')];
  if (owner !== null && repository !== null) return { commitPage: address('https://github.com', [owner, repository, 'commit', commit]) };
  const project = meta('gitlabProjectPath');
  if (project !== null) return { commitPage: address('https://gitlab.com', [...project.split('/'), '-', 'commit', commit]) };
  const [workspace, slug] = [meta('bitbucketRepoOwner'), meta('bitbucketRepoSlug')];
  return workspace === null || slug === null ? {} : { commitPage: address('https://bitbucket.org', [workspace, slug, 'commits', commit]) };
}

function address(host: string, parts: readonly string[]): string {
  return [host, ...parts.map(encodeURIComponent)].join('/');
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
