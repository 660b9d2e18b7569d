import { createPull } from '../create-pull.ts';
import { land } from '../land.ts';
import { mergeStateOf } from '../merge-state.ts';
import { created, failure, invalid, notFound, ok, type Reply } from '../reply.ts';
import { pageOf, type ApiRequest, type Routes } from '../route.ts';
import { pullNumbered, refreshHead, type Pull, type State } from '../state.ts';
import { nodeOf, pullView, singlePullView } from '../views.ts';

export const pullRoutes: Routes = {
  'GET /repos/{owner}/{repo}/pulls': async (state, { query }) => {
    await Promise.all(state.pulls.map((pull) => refreshHead(state, pull)));
    const wanted = query.get('state') ?? 'open';
    const head = query.get('head');
    const base = query.get('base');
    const found = state.pulls
      .filter((pull) => wanted === 'all' || pull.state === wanted)
      // GitHub takes no notice of one that names no owner.
      .filter((pull) => head === null || !head.includes(':') || `${pull.fork ?? state.settings.owner}:${pull.branch}` === head)
      .filter((pull) => base === null || pull.base === base);
    const newestFirst = found.toSorted((one, other) => other.number - one.number);
    const ordered = query.get('direction') === 'asc' ? newestFirst.toReversed() : newestFirst;
    return ok(pageOf(ordered, query).map((pull) => pullView(state, pull)));
  },
  'POST /repos/{owner}/{repo}/pulls': async (state, { body }) => {
    const made = await createPull(state, {
      title: textOf(body['title']),
      body: textOf(body['body']),
      branch: textOf(body['head']),
      base: textOf(body['base']),
      draft: body['draft'] === true,
      user: 'switchback[bot]',
    });
    if (typeof made !== 'object') return invalid('PullRequest', { code: 'custom', message: made });
    return 'field' in made ? invalid('PullRequest', { field: made.field, code: 'invalid' }) : created(await singlePullView(state, made));
  },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': async (state, request) => {
    const pull = await pullOf(state, request);
    return pull === undefined ? notFound() : ok(await singlePullView(state, pull));
  },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': async (state, request) => {
    const pull = await pullOf(state, request);
    if (pull === undefined) return notFound();
    const views = pageOf(pull.reviews, request.query).map(({ user, state }, index) => ({
      id: index + 1,
      user: { login: user, type: 'User' },
      state,
      body: '',
    }));
    return ok(views);
  },
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge': merge,
};

async function merge(state: State, request: ApiRequest): Promise<Reply> {
  const pull = await pullOf(state, request);
  if (pull === undefined) return notFound();
  const {
    sha,
    merge_method: how = 'merge',
    commit_title: title,
  } = request.body as {
    sha?: string;
    merge_method?: 'merge' | 'squash' | 'rebase';
    commit_title?: string;
  };
  if (pull.state === 'closed') return failure(405, 'Pull Request is not mergeable');
  if (sha !== undefined && sha !== pull.head) return failure(409, 'Head branch was modified. Review and try the merge again.');
  if (!state.methods.has(how))
    return failure(
      405,
      `${how === 'merge' ? 'Merge commits' : `${how[0]?.toUpperCase()}${how.slice(1)} merges`} are not allowed on this repository.`,
    );
  if (pull.draft) return failure(405, 'Pull Request is still a draft');
  const { state: standing, blocked } = await mergeStateOf(state, pull);
  if (blocked !== null) return failure(405, blocked);
  const commit = standing === 'dirty' ? null : await land(state, pull, how, 'switchback[bot]', title);
  return commit === null
    ? failure(405, 'Pull Request is not mergeable')
    : ok({ sha: commit, merged: true, message: 'Pull Request successfully merged' });
}

async function pullOf(state: State, { params }: ApiRequest): Promise<Pull | undefined> {
  const pull = pullNumbered(state, Number(params['pull_number']));
  if (pull !== undefined) await refreshHead(state, pull);
  return pull;
}

export function pullByNode(state: State, node: string): Pull | undefined {
  return state.pulls.find((pull) => nodeOf(pull) === node);
}

/** The contract was checked before: it is text, or was not given. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
