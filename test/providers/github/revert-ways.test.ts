import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RevertWish } from '#src/providers/code-host.ts';
import type { Undo } from '#src/providers/undo.ts';
import { createUndo } from '#src/providers/git/undo.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { closeGithub } from './close-github.ts';
import { openHost } from './open-host.ts';
import { revertWish } from '#test/support/revert-wish.ts';

const run = promisify(execFile);
const AT = Date.now();
const LINES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const page = (change: Readonly<Record<number, string>>): string => LINES.map((line, index) => `${change[index + 1] ?? line}\n`).join('');

describe('the way that a revert is made on GitHub', () => {
  let github: LocalGithub;
  let folder: string;
  const signal = () => AbortSignal.timeout(20_000);
  const planned = async (of: RevertWish, undo: Undo | null = null) => {
    const plan = await openHost(github, { undo }).code.plan(of, signal());
    if (plan.kind !== 'planned') throw new Error(JSON.stringify(plan));
    return plan;
  };
  const revert = async (of: RevertWish, undo: Undo | null = null) => {
    const { base } = await planned(of, undo);
    const order = { ...of, base, title: 'Revert "feat: page"', body: 'INC-1 asked for this.', at: AT };
    return await openHost(github, { undo }).code.revert(order, () => {}, signal());
  };
  const land = async (files: Readonly<Record<string, string>>[], how: 'merge' | 'squash' | 'rebase', branch = 'feature') => {
    for (const [index, part] of files.entries()) await github.push({ branch, files: part, message: `part ${index + 1}` });
    return await github.merge(await github.open({ branch, title: 'feat: page' }), how);
  };
  /** Clones over HTTP as GitHub lets one: with the token, and not in the address. */
  const clone = async () => {
    const token = Buffer.from(`x-access-token:${github.access.token}`).toString('base64');
    await run('git', ['-c', `http.extraHeader=Authorization: Basic ${token}`, 'clone', '--quiet', github.gitUrl, folder]);
    return createUndo({ repository: folder, mayFetch: false });
  };
  const writes = () =>
    github.requests.flatMap(({ method, route }) =>
      method === 'GET' || route === null ? [] : [route.replace('/repos/{owner}/{repo}', '')],
    );

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchback-test-'));
    github = await startGithub();
    await github.push({ files: { 'page.txt': page({}), 'README.md': 'hello\n' }, message: 'init' });
  });
  afterEach(async () => {
    await closeGithub(github);
    await rm(folder, { recursive: true, force: true });
  });

  test.each(['squash', 'merge', 'rebase'] as const)('one whole request, by %s: GitHub reverts it itself', async (how) => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }) }, { 'page.txt': page({ 2: 'TWO', 5: 'FIVE' }) }], how);
    const commits = how === 'rebase' ? [bad, (await github.idOf(`${bad}^1`)) ?? ''] : [bad];
    expect(await planned(revertWish(commits))).toMatchObject({ way: 'request', files: ['page.txt'], conflicts: [] });
    expect(await revert(revertWish(commits))).toMatchObject({ kind: 'opened', number: 2, branch: 'revert-1-feature', draft: false });
    expect(writes()).toEqual(['POST /graphql']);
    expect((await github.filesOf('revert-1-feature'))['page.txt']).toBe(page({}));
  });

  test('into another branch than the one that it was merged into, GitHub would revert the wrong one', async () => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }) }], 'squash');
    await github.push({ branch: 'production', files: { 'a.txt': 'x\n' }, message: 'production' });
    expect(await planned(revertWish([bad], { into: 'production' }))).toMatchObject({ way: 'files', files: ['page.txt'] });
    expect(await revert(revertWish([bad], { into: 'production' }))).toMatchObject({
      kind: 'opened',
      branch: 'switchback/revert-inc-1-0123456789ab',
    });
    expect(github.pulls.at(-1)?.base).toBe('production');
  });

  test('its own branch name is not ours: it is found again by the mark in its body', async () => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }) }], 'squash');
    await revert(revertWish([bad]));
    expect(github.pulls[1]?.body).toContain('<!-- switchback: switchback/revert-inc-1-0123456789ab -->');
    const { code } = openHost(github);
    expect(await code.standing('switchback/revert-inc-1-0123456789ab', AT, signal())).toMatchObject({ kind: 'open', number: 2 });
  });

  test('the mark in a request from a fork is not believed', async () => {
    await github.push({ branch: 'theirs', files: { 'page.txt': 'theirs\n' }, message: 'theirs' });
    const body = '<!-- switchback: switchback/revert-inc-1-0123456789ab -->';
    await github.open({ branch: 'theirs', title: 'Revert', body, fork: 'somebody' });
    const { code } = openHost(github);
    expect(await code.standing('switchback/revert-inc-1-0123456789ab', AT, signal())).toEqual({ kind: 'absent' });
  });

  test('a part of a request that was rebased is no whole one', async () => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }) }, { 'README.md': 'bye\n' }], 'rebase');
    expect(await planned(revertWish([bad]))).toMatchObject({ way: 'files', files: ['README.md'] });
  });

  test('two requests are undone file by file, newest first', async () => {
    const first = await land([{ 'page.txt': page({ 2: 'TWO' }) }], 'squash', 'one');
    const second = await land([{ 'page.txt': page({ 2: 'TWO', 5: 'FIVE' }) }], 'merge', 'two');
    expect(await planned(revertWish([second, first]))).toMatchObject({ way: 'files', files: ['page.txt'], conflicts: [] });
    expect(await revert(revertWish([second, first]))).toMatchObject({ kind: 'opened', branch: 'switchback/revert-inc-1-0123456789ab' });
    expect(writes()).toEqual(['POST /git/trees', 'POST /git/commits', 'POST /git/refs', 'POST /pulls']);
    expect((await github.filesOf('switchback/revert-inc-1-0123456789ab'))['page.txt']).toBe(page({}));
  });

  test('of a merge commit all is undone that it merged, with its migration left', async () => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }) }, { 'db/1.sql': 'DROP\n', 'README.md': 'bye\n' }], 'merge');
    expect(await planned(revertWish([bad], { keep: ['db/1.sql'] }))).toMatchObject({
      way: 'files',
      files: ['README.md', 'page.txt'],
      kept: ['db/1.sql'],
    });
    await revert(revertWish([bad], { keep: ['db/1.sql'] }));
    expect(await github.filesOf('switchback/revert-inc-1-0123456789ab')).toEqual({
      'README.md': 'hello\n',
      'db/1.sql': 'DROP\n',
      'page.txt': page({}),
    });
  });

  test('the same blobs are used again: no content is uploaded, and a file keeps its mode', async () => {
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    await revert(revertWish([bad]));
    const tree = github.requests.find(({ route }) => route === 'POST /repos/{owner}/{repo}/git/trees');
    const blob = await github.idOf('main~1:page.txt');
    expect(tree?.body).toEqual({
      base_tree: await github.idOf('main^{tree}'),
      tree: [{ path: 'page.txt', mode: '100644', type: 'blob', sha: blob }],
    });
  });

  test('other lines of the file changed since: merged in the clone, which stays as it is', async () => {
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    await github.push({ files: { 'page.txt': page({ 2: 'TWO', 8: 'EIGHT' }) }, message: 'eight' });
    const undo = await clone();
    const before = await run('git', ['-C', folder, 'for-each-ref']);
    expect(await planned(revertWish([bad]), undo)).toMatchObject({ way: 'merge', files: ['page.txt'], conflicts: [] });
    expect(await revert(revertWish([bad]), undo)).toMatchObject({ kind: 'opened', draft: false });
    expect((await github.filesOf('switchback/revert-inc-1-0123456789ab'))['page.txt']).toBe(page({ 8: 'EIGHT' }));
    expect((await run('git', ['-C', folder, 'for-each-ref'])).stdout).toBe(before.stdout);
    expect((await run('git', ['-C', folder, 'status', '--porcelain'])).stdout).toBe('');
  });

  test('a file that was renamed since is merged where it is now', async () => {
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    await github.push({ files: { 'page.txt': null, 'moved.txt': page({ 2: 'TWO' }) }, message: 'move it' });
    const undo = await clone();
    expect(await planned(revertWish([bad]), undo)).toMatchObject({ way: 'merge', files: ['moved.txt'], conflicts: [] });
  });

  test('the same lines changed since: a draft that names the file, with what can be merged merged', async () => {
    await github.push({ files: { 'page.txt': page({}), 'other.txt': page({}) }, message: 'other' });
    const bad = await github.push({
      files: { 'page.txt': page({ 2: 'TWO' }), 'other.txt': page({ 2: 'TWO' }), 'db/1.sql': 'DROP\n' },
      message: 'two',
    });
    await github.push({ files: { 'page.txt': page({ 2: 'zwei' }), 'other.txt': page({ 2: 'TWO', 8: 'EIGHT' }) }, message: 'since' });
    const undo = await clone();
    expect(await planned(revertWish([bad], { keep: ['db'] }), undo)).toMatchObject({
      way: 'merge',
      files: ['other.txt'],
      kept: ['db/1.sql'],
      conflicts: [{ path: 'page.txt', why: `page.txt changed again after ${bad.slice(0, 12)}, in the same lines.` }],
    });
    expect(await revert(revertWish([bad], { keep: ['db'] }), undo)).toMatchObject({ kind: 'opened', draft: true });
    expect(await github.filesOf('switchback/revert-inc-1-0123456789ab')).toEqual({
      'README.md': 'hello\n',
      'db/1.sql': 'DROP\n',
      'other.txt': page({ 8: 'EIGHT' }),
      'page.txt': page({ 2: 'zwei' }),
    });
  });

  test('the clone makes the same of it as git revert does', async () => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }) }, { 'page.txt': page({ 2: 'TWO', 5: 'FIVE' }) }], 'merge');
    await github.push({ files: { 'page.txt': page({ 2: 'TWO', 5: 'FIVE', 8: 'EIGHT' }) }, message: 'since' });
    await github.push({ files: { 'db/1.sql': 'x\n' }, message: 'and more' });
    const undo = await clone();
    await revert(revertWish([bad], { keep: ['db'] }), undo);
    const env = { ...process.env, GIT_AUTHOR_NAME: 'x', GIT_AUTHOR_EMAIL: 'x@x', GIT_COMMITTER_NAME: 'x', GIT_COMMITTER_EMAIL: 'x@x' };
    await run('git', ['-C', folder, 'revert', '--no-edit', '-m', '1', bad], { env });
    const byGit = (await run('git', ['-C', folder, 'rev-parse', 'HEAD^{tree}'])).stdout.trim();
    const branch = github.pulls.at(-1)?.branch ?? '';
    expect(await github.idOf(`${branch}^{tree}`)).toBe(byGit);
  });

  test('what the clone lacks is said, and the request is a draft', async () => {
    const undo = await clone();
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    const head = await github.push({ files: { 'page.txt': page({ 2: 'TWO', 8: 'EIGHT' }) }, message: 'eight' });
    expect((await planned(revertWish([bad]), undo)).conflicts).toEqual([
      {
        path: 'page.txt',
        why: `page.txt changed again after ${bad.slice(0, 12)}, and it could not be merged in the clone. Commit ${head} is not in the clone at ${folder}, and the bot may not fetch (code.fetch). Fetch the clone and try again.`,
      },
    ]);
    expect(await revert(revertWish([bad]), undo)).toMatchObject({ kind: 'opened', draft: true });
  });

  test('what the clone lacks is fetched where that is allowed', async () => {
    await run('git', ['clone', '--quiet', `file://${github.folder}`, folder]);
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    await github.push({ files: { 'page.txt': page({ 2: 'TWO', 8: 'EIGHT' }) }, message: 'eight' });
    const undo = createUndo({ repository: folder, mayFetch: true });
    expect(await planned(revertWish([bad]), undo)).toMatchObject({ way: 'merge', files: ['page.txt'], conflicts: [] });
  });

  test('of a shallow clone, which lacks what the commit was made on, no merge is made', async () => {
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    await github.push({ files: { 'page.txt': page({ 2: 'TWO', 8: 'EIGHT' }) }, message: 'eight' });
    await run('git', ['clone', '--quiet', '--depth', '2', `file://${github.folder}`, folder]);
    const { conflicts } = await planned(revertWish([bad]), createUndo({ repository: folder, mayFetch: false }));
    expect(conflicts[0]?.why).toContain(`What commit ${bad} was made on is not in the clone at ${folder}. Fetch all of its history.`);
  });

  test("where GitHub's own revert refuses, it is made file by file", async () => {
    const bad = await land([{ 'page.txt': page({ 2: 'TWO' }), 'README.md': 'bye\n' }], 'squash');
    await github.push({ files: { 'page.txt': page({ 2: 'zwei' }) }, message: 'since' });
    expect(await revert(revertWish([bad]))).toMatchObject({ kind: 'opened', branch: 'switchback/revert-inc-1-0123456789ab', draft: true });
    expect(writes()[0]).toBe('POST /graphql');
    expect(await github.filesOf('switchback/revert-inc-1-0123456789ab')).toEqual({
      'README.md': 'hello\n',
      'page.txt': page({ 2: 'zwei' }),
    });
  });

  test('what a commit says is quoted as code in the body and left out of the commit, so nobody is called and nothing is closed', async () => {
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'fix: closes #1 `@everyone`\n\ncloses #2' });
    await revert(revertWish([bad]));
    const branch = 'switchback/revert-inc-1-0123456789ab';
    expect(github.pulls[0]?.body).toContain(`- \`${bad.slice(0, 12)}\` \`fix: closes #1 '@everyone'\``);
    const commit = github.requests.find(({ route }) => route === 'POST /repos/{owner}/{repo}/git/commits')?.body as { message: string };
    expect(commit.message).toBe(`Revert "feat: page"\n\nThis reverts commit ${bad}.`);
    expect(await github.idOf(branch)).not.toBeNull();
  });

  test('where drafts are not allowed a conflict is refused, and the branch is there to go on from', async () => {
    const bad = await github.push({ files: { 'page.txt': page({ 2: 'TWO' }) }, message: 'two' });
    await github.push({ files: { 'page.txt': page({ 2: 'zwei' }) }, message: 'since' });
    github.set({ draftsAllowed: false });
    expect(await revert(revertWish([bad]))).toEqual({
      kind: 'refused',
      why: 'GitHub did not open a pull request for the branch switchback/revert-inc-1-0123456789ab, which is there: Validation Failed: Draft pull requests are not supported in this repository.',
    });
  });
});
