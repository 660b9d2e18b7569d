import { describe, expect, test } from 'vitest';
import type { CodeHost, Undone, UndoneCommit } from '#src/providers/code-host.ts';
import { undone } from '#src/evidence/facts/undone.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { only } from '#test/support/only.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, NOW } from '#test/support/shop.ts';
import { assessed } from './assessed.ts';
import { sources } from './sources.ts';

const ADA = { name: 'Ada Lovelace', login: 'ada' };
const BOB = { name: 'Bob', login: null };

const SQUASH: UndoneCommit = {
  id: 'c0ffee1000000000000000000000000000000001',
  parents: ['c0ffee1000000000000000000000000000000000'],
  message: 'tax: split the total (#12)\n\nmore words',
  author: ADA,
  at: NOW,
  requests: [
    {
      number: 12,
      url: 'https://github.example/acme/shop/pull/12',
      title: 'tax: split the total',
      branch: 'tax',
      commit: 'c0ffee1000000000000000000000000000000001',
    },
  ],
  paths: ['src/invoice.ts', 'db/0003_contract.sql'],
};
const PUSH: UndoneCommit = {
  id: 'c0ffee1000000000000000000000000000000000',
  parents: ['c0ffee0000000000000000000000000000000000'],
  message: 'fix a typo',
  author: BOB,
  at: NOW - 1000,
  requests: [],
  paths: ['README.md'],
};

function host(answer: Undone | Error): CodeHost {
  return only<CodeHost>('codeHost', {
    source: 'github',
    between: async (target, live) => {
      expect([target, live]).toEqual([GOOD.commit, BAD.commit]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
}

const found = (answer: Undone | Error) =>
  undone(host(answer), { suspect: BAD, target: GOOD }, { deadlineMs: 5_000, migrations: 'db' }, NOW, new AbortController().signal);

describe('what going back takes away', () => {
  test('is named change by change, with whoever made it, and with what stays in the database', async () => {
    expect(await found({ kind: 'listed', commits: [SQUASH, PUSH], brought: 0 })).toEqual({
      kind: 'code.undone',
      source: 'github',
      observedAt: NOW,
      verdict: 'supports',
      summary:
        'Going back takes 2 changes away: #12 “tax: split the total” by ada; c0ffee1 “fix a typo” by Bob. What db/0003_contract.sql did to the database stays.',
      link: 'https://github.example/acme/shop/pull/12',
    });
  });

  test('beside what comes with the target', async () => {
    expect((await found({ kind: 'listed', commits: [PUSH], brought: 1 }))?.summary).toBe(
      'Going back takes 1 change away: c0ffee1 “fix a typo” by Bob. 1 commit that production lacks comes with the target.',
    );
  });

  test.each<[Undone, string]>([
    [{ kind: 'same' }, 'Going back takes nothing away: both deployments are of one commit.'],
    [{ kind: 'target is newer', brought: 2 }, 'Going back takes nothing away: the target is newer, by 2 commits.'],
    [{ kind: 'too many', count: 240 }, 'Going back takes 240 commits away, too many to list.'],
  ])('may be nothing, or too much: %o', async (answer, summary) => {
    expect(await found(answer)).toMatchObject({ verdict: 'inconclusive', summary });
  });

  test('is not known where it cannot be read', async () => {
    expect(await found(new SwitchbackError('provider_unauthorized', 'GitHub refused the token.'))).toMatchObject({
      verdict: 'unavailable',
      summary: 'What it takes away could not be read. GitHub refused the token.',
    });
  });

  test('is not asked about deployments without a commit, nor where nobody can be asked', async () => {
    const signal = new AbortController().signal;
    const settings = { deadlineMs: 5_000, migrations: 'db' };
    expect(await undone(host(new Error()), { suspect: BAD, target: { ...GOOD, commit: null } }, settings, NOW, signal)).toBeNull();
    expect(await undone(null, { suspect: BAD, target: GOOD }, settings, NOW, signal)).toBeNull();
  });

  test('is among the facts of an incident', async () => {
    const { evidence } = await assessed(sources({ codeHost: host({ kind: 'listed', commits: [SQUASH], brought: 0 }) }));
    expect(evidence.at(-1)).toMatchObject({ kind: 'code.undone', verdict: 'supports' });
  });
});
