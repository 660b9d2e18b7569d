import { mergeStateOf } from './merge-state.ts';
import type { CheckRun, Pull, Release, Run, State, Status } from './state.ts';

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const user = (login: string) => ({ login, type: 'User' });

export function repositoryUrl({ settings, origin }: State): string {
  return `${origin()}/repos/${settings.owner}/${settings.repository}`;
}

function pageUrl({ settings }: State): string {
  return `https://github.com/${settings.owner}/${settings.repository}`;
}

export function repositoryView(state: State, owner = state.settings.owner) {
  const { repository } = state.settings;
  return { name: repository, full_name: `${owner}/${repository}`, owner: user(owner), default_branch: 'main', private: true };
}

export function nodeOf(pull: Pull): string {
  return `PR_${pull.number}`;
}

/** What a list has of it. */
export function pullView(state: State, pull: Pull) {
  const { owner } = state.settings;
  const page = `${pageUrl(state)}/pull/${pull.number}`;
  return {
    url: `${repositoryUrl(state)}/pulls/${pull.number}`,
    id: 1_000 + pull.number,
    node_id: nodeOf(pull),
    html_url: page,
    number: pull.number,
    state: pull.state,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    user: user(pull.user),
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.createdAt),
    merged_at: pull.merged === null ? null : iso(pull.merged.at),
    closed_at: pull.merged === null ? null : iso(pull.merged.at),
    merge_commit_sha: pull.merged?.commit ?? null,
    head: {
      label: `${pull.fork ?? owner}:${pull.branch}`,
      ref: pull.branch,
      sha: pull.head,
      user: user(pull.fork ?? owner),
      repo: repositoryView(state, pull.fork ?? owner),
    },
    base: { label: `${owner}:${pull.base}`, ref: pull.base, sha: pull.head, user: user(owner), repo: repositoryView(state) },
    author_association: 'MEMBER',
  };
}

export async function singlePullView(state: State, pull: Pull) {
  const view = pullView(state, pull);
  const base = await state.git.idOf(`refs/heads/${pull.base}`);
  const merge = await mergeStateOf(state, pull);
  return {
    ...view,
    base: { ...view.base, sha: base ?? pull.head },
    merged: pull.merged !== null,
    mergeable: merge.mergeable,
    mergeable_state: merge.state,
    merged_by: pull.merged === null ? null : user(pull.merged.by),
    commits: Number(await state.git.git(['rev-list', '--count', `${base ?? pull.head}..${pull.head}`])),
  };
}

export async function gitCommitView(state: State, id: string) {
  const [tree = '', parents = '', author = '', email = '', date = '', ...message] = (
    await state.git.git(['show', '--no-patch', '--format=%T%n%P%n%an%n%ae%n%cI%n%B', id])
  ).split('\n');
  const person = { name: author, email, date };
  return {
    sha: id,
    node_id: `C_${id}`,
    url: `${repositoryUrl(state)}/git/commits/${id}`,
    html_url: `${pageUrl(state)}/commit/${id}`,
    author: person,
    committer: person,
    message: message.join('\n').trim(),
    tree: { sha: tree, url: `${repositoryUrl(state)}/git/trees/${tree}` },
    parents: parents
      .split(' ')
      .filter((parent) => parent !== '')
      .map((sha) => ({ sha, url: `${repositoryUrl(state)}/git/commits/${sha}`, html_url: `${pageUrl(state)}/commit/${sha}` })),
  };
}

export async function commitView(state: State, id: string) {
  const { sha, node_id, html_url, author, committer, message, tree, parents } = await gitCommitView(state, id);
  const login = author.email.split('@')[0] ?? '';
  return {
    sha,
    node_id,
    html_url,
    url: `${repositoryUrl(state)}/commits/${id}`,
    commit: { author, committer, message, tree, url: `${repositoryUrl(state)}/git/commits/${id}` },
    author: user(login),
    committer: user(login),
    parents: parents.map(({ sha, html_url }) => ({ sha, html_url, url: `${repositoryUrl(state)}/commits/${sha}` })),
  };
}

export function refView(state: State, ref: string, type: string, sha: string) {
  const at = `${repositoryUrl(state)}/git`;
  return { ref, node_id: `REF_${ref}`, url: `${at}/${ref}`, object: { type, sha, url: `${at}/${type}s/${sha}` } };
}

export function checkRunView(state: State, head: string, run: CheckRun, index: number) {
  return {
    id: index + 1,
    name: run.name,
    head_sha: head,
    status: run.status,
    conclusion: run.conclusion,
    html_url: `${pageUrl(state)}/runs/${index + 1}`,
  };
}

export function statusView(state: State, status: Status, index: number) {
  return { id: index + 1, context: status.context, state: status.state, target_url: `${pageUrl(state)}/status/${index + 1}` };
}

export function releaseView(state: State, release: Release) {
  return {
    id: release.id,
    url: `${repositoryUrl(state)}/releases/${release.id}`,
    html_url: `${pageUrl(state)}/releases/tag/${release.tag}`,
    tag_name: release.tag,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    published_at: '2026-11-20T10:00:00Z',
  };
}

export function runView(state: State, run: Run) {
  return {
    id: run.id,
    name: run.workflow,
    display_title: run.title,
    path: `.github/workflows/${run.workflow}`,
    event: run.event,
    head_branch: run.branch,
    head_sha: run.commit,
    status: run.status,
    conclusion: run.conclusion,
    run_attempt: 1,
    run_number: run.id,
    html_url: `${pageUrl(state)}/actions/runs/${run.id}`,
    created_at: iso(run.createdAt),
    updated_at: iso(run.createdAt),
  };
}
