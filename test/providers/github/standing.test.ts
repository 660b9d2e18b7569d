import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#domain/json.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { closeGithub } from './close-github.ts';
import { openHost } from './open-host.ts';

const BRANCH = 'switchback/fix-inc-1';

describe('how a pull request stands on GitHub', () => {
  let github: LocalGithub;
  let head: string;
  const at = Date.now();
  const signal = () => AbortSignal.timeout(20_000);
  const open = async () => {
    const standing = await openHost(github).code.standing(BRANCH, at, signal());
    if (standing.kind !== 'open') throw new Error(JSON.stringify(standing));
    return standing;
  };
  const merge = () => openHost(github).code.merge({ number: 1, head, how: null }, () => {}, signal());

  beforeEach(async () => {
    github = await startGithub();
    await github.push({ files: { 'a.txt': 'one\n' }, message: 'init' });
    head = await github.push({ branch: BRANCH, files: { 'a.txt': 'two\n' }, message: 'two' });
    await github.open({ branch: BRANCH, title: 'fix' });
  });
  afterEach(() => closeGithub(github));

  test.each([
    ['in_progress', null, 'running'],
    ['queued', null, 'running'],
    ['completed', 'success', 'passed'],
    ['completed', 'neutral', 'passed'],
    ['completed', 'failure', 'failed'],
    ['completed', 'timed_out', 'failed'],
    ['completed', 'cancelled', 'failed'],
    ['completed', 'action_required', 'failed'],
    ['completed', 'skipped', 'skipped'],
  ] as const)('a check run that is %s with %s is "%s"', async (status, conclusion, state) => {
    github.check(head, { name: 'ci', status, conclusion });
    expect((await open()).checks).toEqual([{ name: 'ci', required: false, state, url: 'https://github.com/acme/shop/runs/1' }]);
  });

  test.each([
    ['success', 'passed'],
    ['pending', 'running'],
    ['failure', 'failed'],
    ['error', 'failed'],
  ] as const)('a commit status of %s is "%s"', async (word, state) => {
    github.status(head, { context: 'deploy/preview', state: word });
    expect((await open()).checks).toEqual([
      { name: 'deploy/preview', required: false, state, url: 'https://github.com/acme/shop/status/1' },
    ]);
  });

  test.each([[false], [true]])('a required check that was not heard of is expected (classic protection: %s)', async (classic) => {
    github.protect('main', { checks: ['ci', 'lint'], approvals: 0, classic });
    github.check(head, { name: 'ci', status: 'completed', conclusion: 'success' });
    const { checks, merge } = await open();
    expect(checks.map(({ name, required, state }) => ({ name, required, state }))).toEqual([
      { name: 'ci', required: true, state: 'passed' },
      { name: 'lint', required: true, state: 'expected' },
    ]);
    expect(merge).toBe('blocked');
  });

  test('more than one page of checks is read', async () => {
    for (let index = 0; index < 101; index += 1) github.check(head, { name: `job ${index}`, status: 'completed', conclusion: 'success' });
    for (let index = 0; index < 101; index += 1) github.status(head, { context: `step ${index}`, state: 'success' });
    expect((await open()).checks).toHaveLength(202);
  });

  test('the last word of each reviewer counts, and a comment is none', async () => {
    github.protect('main', { checks: [], approvals: 1 });
    expect((await open()).review).toEqual({ decision: 'review required', approvedBy: [], changesRequestedBy: [] });
    github.review(1, { user: 'tomas', state: 'CHANGES_REQUESTED' });
    github.review(1, { user: 'mara', state: 'APPROVED' });
    expect((await open()).review).toEqual({ decision: 'changes requested', approvedBy: ['mara'], changesRequestedBy: ['tomas'] });
    github.review(1, { user: 'tomas', state: 'DISMISSED' });
    github.review(1, { user: 'mara', state: 'COMMENTED' });
    const { review, merge } = await open();
    expect(review).toEqual({ decision: 'approved', approvedBy: ['mara'], changesRequestedBy: [] });
    expect(merge).toBe('possible');
  });

  test('without rules no review is needed; where they cannot be read, nothing is called required or not', async () => {
    expect((await open()).review.decision).toBe('not required');
    github.check(head, { name: 'ci', status: 'completed', conclusion: 'success' });
    github.faults.on('GET /repos/{owner}/{repo}/rules/branches/{branch}', {
      kind: 'answer',
      acts: false,
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    const { review, checks } = await open();
    expect(review.decision).toBe('cannot tell');
    expect(checks.map(({ required }) => required)).toEqual([null]);
  });

  test('GitHub has not worked it out yet: ask again', async () => {
    github.set({ undecided: true });
    expect((await open()).merge).toBe('not known yet');
  });

  test('a conflict with main is told and not merged', async () => {
    await github.push({ files: { 'a.txt': 'three\n' }, message: 'three' });
    expect((await open()).merge).toBe('conflict');
    expect(await merge()).toEqual({
      kind: 'refused',
      why: 'Pull request 1 conflicts with the branch that it goes into, so it was not merged.',
    });
  });

  test("what the branch's rules forbid is refused in GitHub's words", async () => {
    github.protect('main', { checks: ['ci'], approvals: 0 });
    expect(await merge()).toEqual({
      kind: 'refused',
      why: 'GitHub did not merge pull request 1: Required status check "ci" is expected.',
    });
  });

  test.each([
    [['merge', 'squash', 'rebase'], 'squash'],
    [['merge', 'rebase'], 'merge'],
    [['rebase'], 'rebase'],
  ] as const)('of %s the repository allows, %s is taken', async (allowed, taken) => {
    github.allow(allowed);
    expect(await merge()).toMatchObject({ kind: 'merged' });
    expect(github.pulls[0]?.merged?.how).toBe(taken);
  });

  test('the head that was shown goes along, so that GitHub compares it as it merges', async () => {
    await merge();
    expect(github.requests.find(({ method }) => method === 'PUT')?.body).toEqual({ sha: head, merge_method: 'squash' });
  });

  test('somebody pushed between the look and the merge: GitHub says 409, and it is "head changed"', async () => {
    const since = await github.push({ branch: BRANCH, files: { 'a.txt': 'more\n' }, message: 'more' });
    const withOldHead = (body: Json): Json => ({
      ...(body as Record<string, Json>),
      head: { ref: BRANCH, sha: head, repo: { full_name: 'acme/shop' } },
    });
    github.faults.on('GET /repos/{owner}/{repo}/pulls/{pull_number}', { kind: 'rewrite', change: withOldHead }, 1);
    expect(await merge()).toEqual({ kind: 'head changed', head: since });
    expect(github.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(github.pulls[0]?.merged).toBeNull();
  });
});
