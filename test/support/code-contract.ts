import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Code, Proposal } from '#src/providers/code.ts';

/** A repository with `first` and `second`, in which `db/0001.sql` is of the first. */
export interface CodeWorld {
  readonly code: Code;
  /** Full commit ids. */
  readonly first: string;
  readonly second: string;
  /** Every branch by name, with the commit that it stands on. */
  readonly branches: () => Promise<Readonly<Record<string, string>>>;
  /** What a branch is: the commit that it was made on, and the text of a file. */
  readonly parentOf: (branch: string) => Promise<string>;
  readonly textOf: (branch: string, path: string) => Promise<string>;
  /** Makes a branch by that name with something else on it. */
  readonly occupy: (branch: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What every place that code lives in must do. A new one is finished when this passes. */
export function codeContract(name: string, start: () => Promise<CodeWorld>): void {
  describe(`${name} honours the code contract`, () => {
    let world: CodeWorld;
    const signal = () => AbortSignal.timeout(10_000);
    const nothing = () => {};
    const fix = (change: Partial<Proposal> = {}): Proposal => ({
      base: world.second,
      branch: 'switchback/fix-inc-1',
      files: [
        { path: 'db/0002_restore.sql', content: 'ALTER TABLE "naïve" ADD COLUMN "total" numeric;\n' },
        { path: 'db/0001.sql', content: '-- replaced\n' },
      ],
      title: 'fix: give total back',
      body: 'Proved on a scratch database.',
      at: Date.UTC(2026, 10, 20, 14, 2),
      ...change,
    });

    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.close());

    test('a proposal stands on its base, with its files and all others', async () => {
      const before = await world.branches();
      expect(await world.code.proposed(fix(), signal())).toEqual({ kind: 'absent' });
      const answer = await world.code.propose(fix(), nothing, signal());
      expect(answer).toMatchObject({ kind: 'created' });
      expect(await world.parentOf('switchback/fix-inc-1')).toBe(world.second);
      expect(await world.textOf('switchback/fix-inc-1', 'db/0002_restore.sql')).toBe('ALTER TABLE "naïve" ADD COLUMN "total" numeric;\n');
      expect(await world.textOf('switchback/fix-inc-1', 'db/0001.sql')).toBe('-- replaced\n');
      expect(await world.textOf('switchback/fix-inc-1', 'README.md')).toBe('hello\n');
      expect(await world.branches()).toEqual({ ...before, 'switchback/fix-inc-1': 'commit' in answer ? answer.commit : null });
    });

    test('asking again finds it, and reading does too', async () => {
      const first = await world.code.propose(fix(), nothing, signal());
      const [commit, url] = first.kind === 'created' ? [first.commit, first.url] : [];
      expect(await world.code.propose(fix(), nothing, signal())).toEqual({ kind: 'already there', commit, url });
      expect(await world.code.proposed(fix(), signal())).toEqual({ kind: 'there', commit, url });
    });

    test('two at once make one', async () => {
      const answers = await Promise.all([1, 2].map(() => world.code.propose(fix(), nothing, signal())));
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['already there', 'created']);
      expect(new Set(answers.map((answer) => ('commit' in answer ? answer.commit : null))).size).toBe(1);
    });

    test('something else under its name is refused and left as it is', async () => {
      await world.occupy('switchback/fix-inc-1');
      const before = await world.branches();
      expect(await world.code.propose(fix(), nothing, signal())).toMatchObject({ kind: 'refused' });
      expect(await world.code.proposed(fix(), signal())).toMatchObject({ kind: 'another' });
      expect(await world.branches()).toEqual(before);
    });

    test.each([
      { what: 'another base', change: () => ({ base: world.first }) },
      { what: 'another text', change: () => ({ files: [{ path: 'db/0002_restore.sql', content: 'other' }] }) },
    ])('the same name with $what is something else', async ({ change }) => {
      await world.code.propose(fix(), nothing, signal());
      expect(await world.code.proposed(fix(change()), signal())).toMatchObject({ kind: 'another' });
      expect(await world.code.propose(fix(change()), nothing, signal())).toMatchObject({ kind: 'refused' });
    });

    test('what beforeSend throws stops it, and nothing is there', async () => {
      const before = await world.branches();
      const stop = () => {
        throw new Error('the lease was lost');
      };
      await expect(world.code.propose(fix(), stop, signal())).rejects.toThrow('the lease was lost');
      expect(await world.branches()).toEqual(before);
    });

    test.each(['main', 'fix-inc-1', 'refs/heads/main'])('the branch %s is not the bot’s to write', async (branch) => {
      const before = await world.branches();
      expect(await world.code.propose(fix({ branch }), nothing, signal())).toMatchObject({ kind: 'refused' });
      expect(await world.branches()).toEqual(before);
    });

    test.each(['../outside.sql', '/etc/outside.sql', '.git/config', 'README.md/inside.sql'])(
      'the path %s is refused, and no branch is there',
      async (path) => {
        const before = await world.branches();
        expect(await world.code.propose(fix({ files: [{ path, content: 'x' }] }), nothing, signal())).toMatchObject({ kind: 'refused' });
        expect(await world.branches()).toEqual(before);
      },
    );

    test('a base that is not known', async () => {
      await expect(world.code.propose(fix({ base: 'deadbeef'.repeat(5) }), nothing, signal())).rejects.toMatchObject({
        code: 'provider_not_found',
      });
    });
  });
}
