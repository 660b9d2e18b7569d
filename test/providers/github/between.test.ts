import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { undoneChanges } from '#src/evidence/suspect/undone-changes.ts';
import type { Undone } from '#src/providers/code-host.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { closeGithub } from './close-github.ts';
import { openHost } from './open-host.ts';

describe('what goes away between two commits on GitHub', () => {
  let github: LocalGithub;
  let first: string;
  const signal = () => AbortSignal.timeout(20_000);
  const between = (target: string, live: string) => openHost(github).code.between(target, live, signal());
  const listed = async (target: string, live: string) => {
    const undone = await between(target, live);
    if (undone.kind !== 'listed') throw new Error(JSON.stringify(undone));
    return undone;
  };

  beforeEach(async () => {
    github = await startGithub();
    first = await github.push({ files: { 'a.txt': 'one\n' }, message: 'init' });
  });
  afterEach(() => closeGithub(github));

  test('each commit comes with its author, its pull request and its paths, newest first', async () => {
    await github.push({ branch: 'feature', files: { 'b.txt': 'b\n' }, message: 'feat: b' });
    const squashed = await github.merge(await github.open({ branch: 'feature', title: 'feat: b' }), 'squash');
    const direct = await github.push({ files: { 'a.txt': 'two\n' }, message: 'fix: a\n\nAt night.', author: 'Tomas Okafor' });
    const undone = await listed(first, direct);
    expect(undone.brought).toBe(0);
    expect(undone.commits).toEqual([
      {
        id: direct,
        parents: [squashed],
        message: 'fix: a\n\nAt night.',
        author: { name: 'Tomas Okafor', login: 'tomas.okafor' },
        at: expect.any(Number),
        requests: [],
        paths: ['a.txt'],
      },
      {
        id: squashed,
        parents: [first],
        message: 'feat: b (#1)',
        author: { name: 'mara', login: 'mara' },
        at: expect.any(Number),
        requests: [{ number: 1, url: 'https://github.com/acme/shop/pull/1', title: 'feat: b', branch: 'feature', commit: squashed }],
        paths: ['b.txt'],
      },
    ]);
  });

  test('the steps of the main branch: a merge with what it brought, a rebase, a squash, a direct push', async () => {
    await github.push({ branch: 'merged', files: { 'm1.txt': 'x\n' }, message: 'm1' });
    await github.push({ branch: 'merged', files: { 'm2.txt': 'x\n' }, message: 'm2', author: 'Tomas Okafor' });
    const merged = await github.merge(await github.open({ branch: 'merged', title: 'feat: merged' }), 'merge');
    await github.push({ branch: 'rebased', files: { 'r1.txt': 'x\n' }, message: 'r1' });
    await github.push({ branch: 'rebased', files: { 'r2.txt': 'x\n' }, message: 'r2' });
    const rebased = await github.merge(await github.open({ branch: 'rebased', title: 'feat: rebased' }), 'rebase');
    await github.push({ branch: 'squashed', files: { 's.txt': 'x\n' }, message: 's' });
    const squashed = await github.merge(await github.open({ branch: 'squashed', title: 'feat: squashed' }), 'squash');
    const direct = await github.push({ files: { 'd.txt': 'x\n' }, message: 'fix: d\n\nmore' });

    const changes = undoneChanges((await listed(first, direct)).commits);
    const told = changes.map(({ how, commits, inside, request, title, paths }) => ({
      how,
      commits,
      inside,
      request: request?.number,
      title,
      paths,
    }));
    expect(told).toEqual([
      { how: 'direct push', commits: [direct], inside: 0, request: undefined, title: 'fix: d', paths: ['d.txt'] },
      { how: 'squash', commits: [squashed], inside: 0, request: 3, title: 'feat: squashed', paths: ['s.txt'] },
      {
        how: 'rebase',
        commits: [rebased, await github.idOf(`${rebased}^1`)],
        inside: 0,
        request: 2,
        title: 'feat: rebased',
        paths: ['r2.txt', 'r1.txt'],
      },
      { how: 'merge commit', commits: [merged], inside: 2, request: 1, title: 'feat: merged', paths: ['m1.txt', 'm2.txt'] },
    ]);
    expect(
      changes
        .at(-1)
        ?.authors.map(({ name }) => name)
        .sort(),
    ).toEqual(['Mara Lindqvist', 'Tomas Okafor']);
  });

  test('the same commit, and a target that is newer, take nothing away', async () => {
    const second = await github.push({ files: { 'a.txt': 'two\n' }, message: 'two' });
    expect(await between(first, first)).toEqual({ kind: 'same' } satisfies Undone);
    expect(await between(second, first)).toEqual({ kind: 'target is newer', brought: 1 } satisfies Undone);
  });

  test('a target on another line brings back what live lacks', async () => {
    const other = await github.push({ branch: 'hotfix', files: { 'h.txt': 'x\n' }, message: 'hotfix' });
    const live = await github.push({ files: { 'a.txt': 'two\n' }, message: 'two' });
    const undone = await listed(other, live);
    expect(undone.commits.map(({ id }) => id)).toEqual([live]);
    expect(undone.brought).toBe(1);
  });

  test('where one commit cannot be read, the others are not asked for', async () => {
    for (let index = 0; index < 20; index += 1) await github.push({ files: { 'a.txt': `${index}\n` }, message: `push ${index}` });
    const live = await github.push({ files: { 'a.txt': 'last\n' }, message: 'last' });
    const limit = { kind: 'answer', acts: false, status: 403, headers: { 'retry-after': '60' } } as const;
    github.faults.on('GET /repos/{owner}/{repo}/commits/{ref}', limit);
    github.faults.on('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', limit);
    await expect(between(first, live)).rejects.toMatchObject({ code: 'provider_rate_limited', retryAfterMs: 60_000 });
    // Whoever asks later waits for those who still ask.
    expect(await between(first, first)).toEqual({ kind: 'same' } satisfies Undone);
    expect(github.requests.length).toBeLessThan(20);
  });

  test('a comparison in a form that GitHub does not have is not used', async () => {
    const second = await github.push({ files: { 'a.txt': 'two\n' }, message: 'two' });
    github.faults.on('GET /repos/{owner}/{repo}/compare/{basehead}', {
      kind: 'rewrite',
      change: () => ({ status: 'sideways', commits: [] }),
    });
    await expect(between(first, second)).rejects.toMatchObject({
      code: 'provider_answer_invalid',
      message:
        "GitHub's answer when asked for what changed between the two commits is missing or has changed: status, ahead_by, behind_by. It was not used. Look at the repository on GitHub.",
    });
  });
});
