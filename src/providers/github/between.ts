import { z } from 'zod';
import type { MergedRequest, Undone, UndoneCommit } from '../code-host.ts';
import { read, readAll } from './read.ts';
import type { Scope } from './scope.ts';

/** What each commit is, is asked one by one; more than this many is no list that anybody reads in an incident. */
const MOST_COMMITS = 100;
/** GitHub lists no more files of one commit than this on its first page. */
const FILES_LISTED = 300;

const Comparison = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  ahead_by: z.int().nonnegative(),
  behind_by: z.int().nonnegative(),
  commits: z.array(z.object({ sha: z.string() })),
});

const Commit = z.object({
  sha: z.string(),
  parents: z.array(z.object({ sha: z.string() })),
  commit: z.object({
    message: z.string(),
    author: z.object({ name: z.string().nullish() }).nullish(),
    committer: z.object({ date: z.string().nullish() }).nullish(),
  }),
  author: z.object({ login: z.string().optional() }).nullish(),
  files: z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() })).optional(),
});

export const PullsOfCommit = z.array(
  z.object({
    number: z.int(),
    html_url: z.string(),
    title: z.string(),
    merged_at: z.string().nullish(),
    merge_commit_sha: z.string().nullish(),
    head: z.object({ ref: z.string() }),
    base: z.object({ ref: z.string() }),
  }),
);

export async function between(scope: Scope, target: string, live: string, signal: AbortSignal): Promise<Undone> {
  const first = await compare(scope, target, live, 1, signal);
  if (first.status === 'identical') return { kind: 'same' };
  if (first.ahead_by === 0) return { kind: 'target is newer', brought: first.behind_by };
  if (first.ahead_by > MOST_COMMITS) return { kind: 'too many', count: first.ahead_by };

  // With one that cannot be read there is no list, and asking for the others would only use up the limit.
  const rest = new AbortController();
  const within = AbortSignal.any([signal, rest.signal]);
  const reading = Promise.all(first.commits.map(({ sha }) => readCommit(scope, sha, within)));
  const commits = await reading.finally(() => rest.abort());
  return { kind: 'listed', commits: newestFirst(commits, live), brought: first.behind_by };
}

async function compare(scope: Scope, target: string, live: string, page: number, signal: AbortSignal): Promise<z.infer<typeof Comparison>> {
  return await read(
    scope,
    {
      what: 'what changed between the two commits',
      route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
      parameters: { ...scope.repo, basehead: `${target}...${live}`, per_page: MOST_COMMITS, page },
    },
    Comparison,
    signal,
  );
}

async function readCommit(scope: Scope, sha: string, signal: AbortSignal): Promise<UndoneCommit> {
  const [commit, requests] = await Promise.all([
    read(
      scope,
      { what: `commit ${sha}`, route: 'GET /repos/{owner}/{repo}/commits/{ref}', parameters: { ...scope.repo, ref: sha } },
      Commit,
      signal,
    ),
    requestsOf(scope, sha, signal),
  ]);
  const files = commit.files ?? [];
  return {
    id: commit.sha,
    parents: commit.parents.map((parent) => parent.sha),
    message: commit.commit.message,
    author: { name: commit.commit.author?.name ?? '', login: commit.author?.login ?? null },
    at: Date.parse(commit.commit.committer?.date ?? ''),
    requests,
    paths:
      files.length >= FILES_LISTED ? null : [...new Set(files.flatMap((file) => [file.previous_filename ?? file.filename, file.filename]))],
  };
}

/** Those that were merged into the main branch; open ones and those of other branches brought nothing here. */
export async function requestsOf(scope: Scope, sha: string, signal: AbortSignal): Promise<readonly MergedRequest[]> {
  const { items } = await readAll(
    scope,
    {
      what: `the pull requests of commit ${sha}`,
      route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
      parameters: { ...scope.repo, commit_sha: sha },
    },
    PullsOfCommit,
    100,
    signal,
  );
  return items
    .filter((pull) => pull.merged_at != null && pull.base.ref === scope.options.main)
    .map((pull) => ({
      number: pull.number,
      url: pull.html_url,
      title: pull.title,
      branch: pull.head.ref,
      commit: pull.merge_commit_sha ?? null,
    }));
}

/** By their parents, not by their dates or by the order of the answer: a rebase and a wrong clock leave both of no use. */
function newestFirst(commits: readonly UndoneCommit[], live: string): readonly UndoneCommit[] {
  const left = new Map(commits.map((commit) => [commit.id, commit]));
  const ordered: UndoneCommit[] = [];
  const visit = (id: string): void => {
    const commit = left.get(id);
    if (commit === undefined) return;
    left.delete(id);
    // A branch that was merged stands below its merge, and above what the merge was made on.
    for (const parent of commit.parents) visit(parent);
    ordered.unshift(commit);
  };
  visit([...left.keys()].find((id) => id.startsWith(live)) ?? live);
  return [...ordered, ...left.values()];
}
