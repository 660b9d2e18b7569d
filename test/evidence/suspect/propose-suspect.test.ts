import { describe, expect, test } from 'vitest';
import { proposeSuspect } from '#src/evidence/suspect/propose-suspect.ts';
import type { UndoneChange } from '#src/evidence/suspect/undone-changes.ts';

const request = (number: number) => ({
  number,
  url: `https://example.com/pull/${number}`,
  title: `feat ${number}`,
  branch: `feature-${number}`,
  commit: `c${number}`,
});
const change = (number: number, about: Partial<UndoneChange> = {}): UndoneChange => ({
  how: 'squash',
  commits: [`c${number}`],
  inside: 0,
  request: request(number),
  title: `feat ${number}`,
  authors: [{ name: 'Mara Lindqvist', login: 'mara' }],
  at: 1_000 - number,
  paths: [`src/${number}.ts`],
  ...about,
});
const nothing = { named: [], migrations: [] };

describe('the change that is proposed to be undone', () => {
  test('nothing goes away, so nothing is proposed', () => {
    expect(proposeSuspect([], nothing)).toEqual({ kind: 'nothing' });
  });

  test.each([
    ['squash', {}, 'It came as one commit with pull request #1.'],
    ['rebase', { how: 'rebase', commits: ['c1', 'c0'] }, 'It came as 2 commits with pull request #1.'],
    ['merge commit', { how: 'merge commit', inside: 3 }, 'It came as a merge of 3 commits with pull request #1.'],
    ['merge commit by hand', { how: 'merge commit', inside: 1, request: null }, 'It came as a merge of 1 commit, without a pull request.'],
    ['direct push', { how: 'direct push', request: null }, 'It was pushed directly, without a pull request.'],
  ] as const)('the only change, a %s, is it', (_, about, came) => {
    expect(proposeSuspect([change(1, about)], nothing)).toEqual({
      kind: 'one',
      suspect: { change: change(1, about), reasons: ['It is the only change between what serves and the target.', came] },
      others: [],
    });
  });

  test('of several, the one whose file the error names', () => {
    const [newer, older] = [change(1), change(2)];
    expect(proposeSuspect([newer, older], { named: ['app:///src/2.ts'], migrations: [] })).toEqual({
      kind: 'one',
      suspect: { change: older, reasons: ['It changed src/2.ts, which the error names.', 'It came as one commit with pull request #2.'] },
      others: [newer],
    });
  });

  test('a file that only ends alike is not named', () => {
    expect(proposeSuspect([change(1), change(2)], { named: ['lib/othersrc/2.ts'], migrations: [] })).toMatchObject({ kind: 'several' });
  });

  test('the newest is no reason: nothing tells which, so a person chooses', () => {
    const suspicion = proposeSuspect([change(1), change(2)], nothing);
    expect(suspicion).toMatchObject({ kind: 'several', suspects: [{ change: { title: 'feat 1' } }, { change: { title: 'feat 2' } }] });
  });

  test('two that the error names are both shown first', () => {
    const suspicion = proposeSuspect([change(1), change(2), change(3)], {
      named: ['/var/task/src/2.ts', '/var/task/src/3.ts'],
      migrations: [],
    });
    expect(suspicion.kind === 'several' && suspicion.suspects.map((suspect) => suspect.change.title)).toEqual([
      'feat 2',
      'feat 3',
      'feat 1',
    ]);
  });

  test('a migration is told, and that a revert leaves it', () => {
    const with0003 = change(2, { paths: ['db/0003.sql'] });
    const suspicion = proposeSuspect([change(1), with0003], { named: [], migrations: ['db/0003.sql'] });
    expect(suspicion.kind === 'several' && suspicion.suspects[0]).toEqual({
      change: with0003,
      reasons: [
        'It has db/0003.sql in it, which was applied: a revert leaves that as it is.',
        'It came as one commit with pull request #2.',
      ],
    });
  });

  test('where another changed more files than are listed, the named one is not singled out', () => {
    const large = change(1, { paths: null });
    const suspicion = proposeSuspect([large, change(2)], { named: ['src/2.ts'], migrations: [] });
    expect(suspicion.kind).toBe('several');
    expect(suspicion.kind === 'several' && suspicion.suspects[1]?.reasons[0]).toBe(
      'It changed more files than are listed, so it cannot be told whether the error names one of them.',
    );
  });
});
