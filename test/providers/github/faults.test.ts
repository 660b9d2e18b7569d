import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGithub } from '#src/providers/github/create-github.ts';
import type { RevertOrder } from '#src/providers/code-host.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { addressOfNobody } from '#test/support/address-of-nobody.ts';
import { closeGithub } from './close-github.ts';
import { openHost } from './open-host.ts';

const AT = Date.now();
const PULLS = 'POST /repos/{owner}/{repo}/pulls';
const REFS = 'POST /repos/{owner}/{repo}/git/refs';
const MERGE = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge';
const BRANCH = 'switchback/revert-inc-1-0123456789ab';

describe('when GitHub fails', () => {
  let github: LocalGithub;
  let bad: string;
  let order: RevertOrder;
  const signal = () => AbortSignal.timeout(20_000);
  const code = () => openHost(github).code;
  const impatient = () => openHost(github, { requestTimeoutMs: 3_000 }).code;
  const revert = (host = code()) => host.revert(order, () => {}, signal());
  const sent = (route: string) => github.requests.filter((request) => request.route === route).length;

  beforeEach(async () => {
    github = await startGithub();
    await github.push({ files: { 'a.txt': 'one\n' }, message: 'init' });
    bad = await github.push({ files: { 'a.txt': 'two\n' }, message: 'two' });
    const wish = { branch: BRANCH, into: 'main', commits: [bad], keep: [], models: [] };
    order = { ...wish, base: bad, title: 'Revert "two"', body: 'INC-1', at: AT };
  });
  afterEach(() => closeGithub(github));

  test.each([
    ['the connection breaks', { kind: 'reset', acts: true }],
    ['no answer comes', { kind: 'hang', acts: true }],
    ['502 comes', { kind: 'answer', acts: true, status: 502 }],
    ['the answer is a page of something in between', { kind: 'answer', acts: true, status: 200, body: 'Welcome' }],
    ['the answer breaks off', { kind: 'hang in the body' }],
    ['the answer lacks the number', { kind: 'rewrite', change: () => ({ url: 'https://api.github.com' }) }],
  ] as const)('opened and %s: the outcome is unknown, it was sent once, and it is found', async (_, fault) => {
    github.faults.on(PULLS, fault, 1);
    const host = fault.kind.startsWith('hang') ? impatient() : code();
    await expect(revert(host)).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(sent(PULLS)).toBe(1);
    expect(await code().standing(BRANCH, AT, signal())).toMatchObject({ kind: 'open', number: 1 });
    expect(await revert()).toMatchObject({ kind: 'already there', number: 1 });
    expect(sent(PULLS)).toBe(1);
  });

  test("GitHub's own revert was made and its answer lost: it is found, and there is no second one", async () => {
    await github.push({ branch: 'feature', files: { 'b.txt': 'b\n' }, message: 'b' });
    const merged = await github.merge(await github.open({ branch: 'feature', title: 'feat: b' }), 'squash');
    order = { ...order, commits: [merged], base: merged };
    github.faults.on('POST /graphql', { kind: 'reset', acts: true }, 1);
    await expect(revert()).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await code().standing(BRANCH, AT, signal())).toMatchObject({ kind: 'open', number: 2, branch: 'revert-1-feature' });
    expect(await revert()).toMatchObject({ kind: 'already there', number: 2 });
    expect(github.pulls).toHaveLength(2);
  });

  test('an error of GraphQL that names no kind is no refusal: it may have been made', async () => {
    await github.push({ branch: 'feature', files: { 'b.txt': 'b\n' }, message: 'b' });
    const merged = await github.merge(await github.open({ branch: 'feature', title: 'feat: b' }), 'squash');
    order = { ...order, commits: [merged], base: merged };
    const errors = [{ message: 'Something went wrong while executing your query. This may be the result of a timeout.' }];
    github.faults.on('POST /graphql', { kind: 'rewrite', change: () => ({ data: null, errors }) }, 1);
    await expect(revert()).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await revert()).toMatchObject({ kind: 'already there', number: 2 });
  });

  test('the branch was made and its answer lost: it is "branch only", and asking again completes it', async () => {
    github.faults.on(REFS, { kind: 'reset', acts: true }, 1);
    await expect(revert()).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await code().standing(BRANCH, AT, signal())).toMatchObject({ kind: 'branch only' });
    expect(await revert()).toMatchObject({ kind: 'opened', number: 1 });
    expect(sent(REFS)).toBe(1);
  });

  test('nothing that is stored can be seen, so a lost answer there is no doubt', async () => {
    github.faults.on('POST /repos/{owner}/{repo}/git/commits', { kind: 'reset', acts: true }, 1);
    await expect(revert()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect(await code().standing(BRANCH, AT, signal())).toEqual({ kind: 'absent' });
    expect(await revert()).toMatchObject({ kind: 'opened' });
  });

  test('merged and the answer lost: the outcome is unknown and the merge is found', async () => {
    const opened = await revert();
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    github.faults.on(MERGE, { kind: 'reset', acts: true }, 1);
    const merge = { number: opened.number, head: opened.head, how: 'squash' } as const;
    await expect(code().merge(merge, () => {}, signal())).rejects.toMatchObject({ code: 'outcome_unknown' });
    const commit = await github.idOf('main');
    expect(await code().standing(BRANCH, AT, signal())).toMatchObject({ kind: 'merged', commit, head: opened.head });
    expect(await code().merge(merge, () => {}, signal())).toEqual({ kind: 'already merged', commit, head: opened.head });
    expect(sent(MERGE)).toBe(1);
  });

  test('a tag was made and its answer lost: it is found where it was to stand', async () => {
    const tag = { name: 'v1.4.3-rollback', commit: bad, message: 'INC-1', at: AT };
    github.faults.on(REFS, { kind: 'reset', acts: true }, 1);
    await expect(code().tag(tag, () => {}, signal())).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await code().marked('v1.4.3-rollback', signal())).toEqual({ commit: bad, release: null });
    expect(await code().tag(tag, () => {}, signal())).toEqual({ kind: 'already there' });
  });

  test('somebody made the same branch a moment before: 422, and theirs is ours', async () => {
    github.faults.on(REFS, { kind: 'answer', acts: true, status: 422, body: { message: 'Reference already exists' } }, 1);
    expect(await revert()).toMatchObject({ kind: 'opened', number: 1 });
  });

  test('an immutable release keeps its flag and takes the text', async () => {
    github.release({ tag: 'v1.4.2', body: 'new', immutable: true });
    const note = { tag: 'v1.4.2', key: 'inc-1', text: 'Rolled back.', prerelease: true };
    expect(await code().annotate(note, () => {}, signal())).toEqual({ kind: 'annotated', prerelease: false });
    expect(github.releases[0]?.body).toContain('Rolled back.');
  });

  test.each([
    [
      403,
      { 'retry-after': '60' },
      { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
      60_000,
    ],
    [
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1796065700', date: 'Mon, 30 Nov 2026 19:07:20 GMT' },
      { message: 'API rate limit exceeded' },
      60_000,
    ],
    [403, {}, { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' }, null],
    [429, {}, { message: 'Too many requests' }, null],
  ] as const)('a limit (%i with %j) is told as one, with its wait, and nothing was opened', async (status, headers, body, retryAfterMs) => {
    github.faults.on(PULLS, { kind: 'answer', acts: false, status, headers, body }, 1);
    await expect(revert()).rejects.toMatchObject({ code: 'provider_rate_limited', retryable: true, retryAfterMs });
    expect(github.pulls).toEqual([]);
  });

  test('the reset that each answer names is no wait where there is no limit', async () => {
    const headers = { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1796069240', date: 'Mon, 30 Nov 2026 19:07:20 GMT' };
    github.faults.on('GET /repos/{owner}/{repo}/pulls', { kind: 'answer', acts: false, status: 503, headers }, 1);
    expect(await code().standing(BRANCH, AT, signal())).toEqual({ kind: 'absent' });
  });

  test('a repository that was renamed: nothing was opened, and its name is to be corrected', async () => {
    github.faults.on(PULLS, { kind: 'answer', acts: false, status: 307, headers: { location: '/repositories/1/pulls' }, body: {} });
    await expect(revert()).rejects.toMatchObject({
      code: 'provider_answer_invalid',
      message: `GitHub answered 307 when asked to open a pull request for ${BRANCH}, so it was not opened. It redirected, as it does for a repository that was renamed. Correct the repository's name.`,
    });
    expect(sent(PULLS)).toBe(1);
  });

  test('a missing permission is named as GitHub names it', async () => {
    github.faults.on(PULLS, {
      kind: 'answer',
      acts: false,
      status: 403,
      headers: { 'x-accepted-github-permissions': 'pull_requests=write' },
      body: { message: 'Resource not accessible by integration' },
    });
    await expect(revert()).rejects.toMatchObject({
      code: 'provider_unauthorized',
      message: `GitHub answered 403 when asked to open a pull request for ${BRANCH}, so it was not opened. The token may not do that. It needs pull_requests=write. Give it the permission.`,
    });
  });

  test('a repository that the token may not see is never "absent"', async () => {
    github.set({ hidden: true });
    await expect(code().standing(BRANCH, AT, signal())).rejects.toMatchObject({ code: 'provider_not_found' });
    await expect(code().marked('v1', signal())).rejects.toMatchObject({
      code: 'provider_not_found',
      message:
        "GitHub answered 404 when asked for the repository, so it was not read. It is not there, or the token may not see it. Check the repository's name and what the token may reach.",
    });
  });

  test('a read is asked again after 5xx and a lost connection, and a wrong token is not', async () => {
    github.faults.on('GET /repos/{owner}/{repo}/pulls', { kind: 'answer', acts: false, status: 503 }, 2);
    expect(await code().standing(BRANCH, AT, signal())).toEqual({ kind: 'absent' });
    const { apiUrl, owner, repository, main } = github.access;
    const wrong = createGithub({ apiUrl, owner, repository, main, auth: { kind: 'token', token: 'ghp_wrong' }, undo: null });
    const before = github.requests.length;
    await expect(wrong.code.standing(BRANCH, AT, signal())).rejects.toMatchObject({ code: 'provider_unauthorized' });
    expect(github.requests.length - before).toBe(1);
  });

  test('a server that is not there was not asked, so nothing is in doubt', async () => {
    const { owner, repository, main, token } = github.access;
    const apiUrl = await addressOfNobody();
    const nobody = createGithub({ apiUrl, owner, repository, main, auth: { kind: 'token', token }, undo: null });
    await expect(nobody.code.standing(BRANCH, AT, signal())).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  test("a vendor's sentence that quotes the token is shown without it", async () => {
    const message = `Validation Failed for ${github.access.token} and ghs_0123456789abcdef0123456789abcdef0123`;
    github.faults.on(PULLS, { kind: 'answer', acts: false, status: 422, body: { message } });
    expect(await revert()).toEqual({
      kind: 'refused',
      why: `GitHub did not open a pull request for the branch ${BRANCH}, which is there: Validation Failed for [redacted] and [redacted]`,
    });
  });

  test.each(['', 'two words', 'line\nbreak'])('a token that no header takes is refused before anything is sent: %j', (token) => {
    const { apiUrl, owner, repository, main } = github.access;
    expect(() => createGithub({ apiUrl, owner, repository, main, auth: { kind: 'token', token }, undo: null })).toThrow(
      'The GitHub token is empty or has a space or a line break in it. Copy it again, alone.',
    );
  });
});
