import { notFound, ok, type Reply } from '../reply.ts';
import { pageOf, type ApiRequest, type Routes } from '../route.ts';
import type { State } from '../state.ts';
import { checkRunView, commitView, pullView, repositoryUrl, repositoryView, statusView } from '../views.ts';
import { commitOf } from './git-data.ts';

const MOST_FILES = 300;
const KINDS: Readonly<Record<string, string>> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' };

export const commitRoutes: Routes = {
  'GET /repos/{owner}/{repo}': async (state) =>
    ok({
      ...repositoryView(state),
      allow_merge_commit: state.methods.has('merge'),
      allow_squash_merge: state.methods.has('squash'),
      allow_rebase_merge: state.methods.has('rebase'),
    }),
  'GET /repos/{owner}/{repo}/compare/{basehead}': compare,
  'GET /repos/{owner}/{repo}/commits/{ref}': async (state, { params, query }) => {
    const id = await commitOf(state, params['ref'] ?? '');
    if (id === null) return { ...notFound(), status: 422, body: { message: `No commit found for SHA: ${params['ref']}`, status: '422' } };
    const parent = await state.git.idOf(`${id}^1`);
    return ok({ ...(await commitView(state, id)), files: pageOf(await files(state, parent, id), withSize(query, MOST_FILES)) });
  },
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': async (state, { params, query }) => {
    const id = await commitOf(state, params['commit_sha'] ?? '');
    if (id === null)
      return { ...notFound(), status: 422, body: { message: `No commit found for SHA: ${params['commit_sha']}`, status: '422' } };
    const merged = state.pulls.filter((pull) => pull.merged !== null && pull.brought.includes(id));
    const open = state.pulls.filter((pull) => pull.state === 'open' && pull.head === id);
    return ok(pageOf(merged.length > 0 ? merged : open, query).map((pull) => pullView(state, pull)));
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': async (state, { params, query }) => {
    const id = await commitOf(state, params['ref'] ?? '');
    if (id === null) return notFound();
    const all = state.checks.get(id) ?? [];
    return ok({ total_count: all.length, check_runs: pageOf(all, query).map((run, index) => checkRunView(state, id, run, index)) });
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/status': async (state, { params, query }) => {
    const id = await commitOf(state, params['ref'] ?? '');
    if (id === null) return notFound();
    const all = state.statuses.get(id) ?? [];
    const combined = all.some(({ state }) => state === 'failure' || state === 'error')
      ? 'failure'
      : all.every(({ state }) => state === 'success') && all.length > 0
        ? 'success'
        : 'pending';
    const statuses = pageOf(all, query).map((status, index) => statusView(state, status, index));
    return ok({ state: combined, statuses, sha: id, total_count: all.length, repository: repositoryView(state), commit_url: '', url: '' });
  },
  'GET /repos/{owner}/{repo}/branches/{branch}': async (state, { params }) => {
    const name = params['branch'] ?? '';
    const id = await state.git.idOf(`refs/heads/${name}`);
    if (id === null) return { ...notFound(), body: { message: 'Branch not found', status: '404' } };
    const rules = state.rules.get(name);
    const checks = rules?.classic === true ? rules.checks : [];
    const required = { enforcement_level: 'non_admins', contexts: checks, checks: checks.map((context) => ({ context, app_id: null })) };
    const protection = { enabled: rules?.classic === true, required_status_checks: required };
    return ok({
      name,
      commit: await commitView(state, id),
      protected: rules !== undefined,
      protection,
      protection_url: repositoryUrl(state),
    });
  },
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': async (state, { params, query }) => {
    const rules = state.rules.get(params['branch'] ?? '');
    if (rules === undefined || rules.classic === true) return ok([]);
    const source = { ruleset_source_type: 'Repository', ruleset_source: state.settings.repository, ruleset_id: 1 };
    const review = {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: rules.approvals,
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_review_thread_resolution: false,
      },
    };
    const checks = {
      type: 'required_status_checks',
      parameters: { strict_required_status_checks_policy: false, required_status_checks: rules.checks.map((context) => ({ context })) },
    };
    return ok(pageOf([review, checks], query).map((rule) => Object.assign(rule, source)));
  },
};

async function compare(state: State, { params, query }: ApiRequest): Promise<Reply> {
  const [base = '', head = ''] = (params['basehead'] ?? '').split('...');
  const [from, to] = [await commitOf(state, base), await commitOf(state, head)];
  const common = from === null || to === null ? '' : await state.git.git(['merge-base', from, to], { may: [1] });
  if (from === null || to === null || common === '') return notFound();
  const list = async (range: string) =>
    (await state.git.git(['rev-list', '--reverse', '--topo-order', range])).split('\n').filter((id) => id !== '');
  const [ahead, behind] = [await list(`${from}..${to}`), await list(`${to}..${from}`)];
  const status = ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical';
  const page = pageOf(ahead, withSize(query, 250));
  const commits = await Promise.all(page.map((id) => commitView(state, id)));
  return ok({
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    base_commit: await commitView(state, from),
    merge_base_commit: await commitView(state, common),
    commits,
    files: (await files(state, common, to)).slice(0, MOST_FILES),
  });
}

function withSize(query: URLSearchParams, size: number): URLSearchParams {
  return query.has('per_page') ? query : new URLSearchParams({ ...Object.fromEntries(query), per_page: String(size) });
}

async function files(state: State, from: string | null, to: string) {
  const range = from === null ? ['--root', to] : [from, to];
  const parts = (await state.git.git(['diff-tree', '-r', '-z', '-M', '--raw', '--no-abbrev', '--no-commit-id', ...range])).split('\0');
  const found: { filename: string; previous_filename?: string; status: string; sha: string; [other: string]: unknown }[] = [];
  for (let at = 0; at < parts.length - 1;) {
    const [, , , sha = '', kind = ''] = (parts[at] ?? '').split(' ');
    const isRename = kind.startsWith('R') || kind.startsWith('C');
    const [first = '', second = ''] = [parts[at + 1], parts[at + 2]];
    found.push({
      filename: isRename ? second : first,
      ...(isRename ? { previous_filename: first } : {}),
      status: KINDS[kind[0] ?? 'M'] ?? 'changed',
      sha,
      additions: 0,
      deletions: 0,
      changes: 0,
    });
    at += isRename ? 3 : 2;
  }
  return found;
}
