import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeHost, RevertOrder, RevertWish } from '#src/providers/code-host.ts';
import { revertWish } from './revert-wish.ts';

/** A repository whose `main` has one commit: `README.md` says hello, `src/app.ts` says one. */
export interface CodeHostWorld {
  readonly host: CodeHost;
  readonly first: string;
  /** One commit on a branch, which is made from `main` where it is not there. A null takes a file away. */
  readonly push: (commit: { branch?: string; files: Readonly<Record<string, string | null>>; message: string }) => Promise<string>;
  readonly open: (branch: string, title: string) => Promise<number>;
  /** Merged by a person. */
  readonly merge: (number: number, how: 'merge' | 'squash') => Promise<string>;
  /** Gives an open request another head, and says which. */
  readonly goOn: (request: { readonly number: number; readonly branch: string }) => Promise<string>;
  readonly closeRequest: (number: number) => Promise<void>;
  readonly filesOf: (name: string) => Promise<Readonly<Record<string, string>>>;
  /** The commit that a branch or tag stands on; null where there is none. */
  readonly idOf: (name: string) => Promise<string | null>;
  readonly requests: () => Promise<readonly { number: number; title: string; body: string; draft: boolean }[]>;
  readonly release: (tag: string, body: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const AT = Date.now();
const nothing = (): void => {};

/** What every place where code is reviewed must do. A new one is finished when this passes. */
export function codeHostContract(name: string, start: () => Promise<CodeHostWorld>): void {
  describe(`${name} honours the code host contract`, () => {
    let world: CodeHostWorld;
    const signal = () => AbortSignal.timeout(20_000);
    const ordered = async (of: RevertWish): Promise<RevertOrder> => {
      const plan = await world.host.plan(of, signal());
      if (plan.kind !== 'planned') throw new Error(`It was not planned: ${JSON.stringify(plan)}`);
      return { ...of, base: plan.base, title: 'Revert "feat: two"', body: 'INC-1 asked for this.', at: AT };
    };
    const revert = async (of: RevertWish) => {
      const answer = await world.host.revert(await ordered(of), nothing, signal());
      if (answer.kind !== 'opened') throw new Error(`It was not opened: ${JSON.stringify(answer)}`);
      return answer;
    };
    /** `main` after `branch` was merged into it. */
    const land = async (how: 'merge' | 'squash', files: Readonly<Record<string, string | null>>, title: string, branch = 'feature') => {
      await world.push({ branch, files, message: title });
      return await world.merge(await world.open(branch, title), how);
    };

    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());

    test.each(['squash', 'merge'] as const)('a %s is undone: changed, new and removed files are what they were', async (how) => {
      const before = await world.filesOf('main');
      const bad = await land(how, { 'src/app.ts': 'two\n', 'src/new.ts': 'new\n', 'README.md': null }, 'feat: two');
      const request = await revert(revertWish([bad]));
      expect(await world.filesOf(request.head)).toEqual(before);
      expect(await world.idOf('main')).toBe(bad);
    });

    test('a commit that was pushed directly is undone, and what came after it stays', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'fix: straight to main' });
      await world.push({ files: { 'src/later.ts': 'later\n' }, message: 'feat: later' });
      const request = await revert(revertWish([bad]));
      expect(await world.filesOf(request.head)).toEqual({ 'README.md': 'hello\n', 'src/app.ts': 'one\n', 'src/later.ts': 'later\n' });
    });

    test('several commits on the same file are undone together', async () => {
      const second = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const third = await world.push({ files: { 'src/app.ts': 'three\n', 'src/new.ts': 'new\n' }, message: 'three' });
      const request = await revert(revertWish([third, second]));
      expect(await world.filesOf(request.head)).toEqual({ 'README.md': 'hello\n', 'src/app.ts': 'one\n' });
    });

    test('a revert is undone, which brings the change back', async () => {
      const bad = await land('squash', { 'src/app.ts': 'two\n' }, 'feat: two');
      const request = await revert(revertWish([bad]));
      const reverted = await world.merge(request.number, 'squash');
      expect(await world.filesOf('main')).toEqual({ 'README.md': 'hello\n', 'src/app.ts': 'one\n' });
      const again = await revert(revertWish([reverted], { branch: 'switchback/revert-inc-2-0123456789ab' }));
      expect(await world.filesOf(again.head)).toEqual({ 'README.md': 'hello\n', 'src/app.ts': 'two\n' });
    });

    test('a migration that was applied is left as it is, and the request says so and what may disagree', async () => {
      const files = { 'db/0001_drop.sql': 'ALTER TABLE invoice DROP total;\n', 'src/schema.ts': 'no total\n', 'src/app.ts': 'two\n' };
      const bad = await land('squash', files, 'feat: drop total');
      const kept = revertWish([bad], { keep: ['db'], models: ['src/schema.ts'] });
      expect(await world.host.plan(kept, signal())).toEqual({
        kind: 'planned',
        base: bad,
        way: 'files',
        files: ['src/app.ts', 'src/schema.ts'],
        kept: ['db/0001_drop.sql'],
        models: ['src/schema.ts'],
        conflicts: [],
      });
      const request = await revert(kept);
      expect(await world.filesOf(request.head)).toEqual({
        'README.md': 'hello\n',
        'db/0001_drop.sql': 'ALTER TABLE invoice DROP total;\n',
        'src/app.ts': 'one\n',
      });
      const body = (await world.requests()).find(({ number }) => number === request.number)?.body ?? '';
      expect(body).toContain('Left as it is: it was applied to the database, and code that goes back does not undo it');
      expect(body).toContain('- `db/0001_drop.sql`');
      expect(body).toContain(
        'These go back and may now disagree with the database, which keeps what the migrations changed: `src/schema.ts`.',
      );
    });

    test('a file that changed again since makes it a draft that names it, with all else undone', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n', 'src/new.ts': 'new\n' }, message: 'two' });
      await world.push({ files: { 'src/app.ts': 'three\n' }, message: 'three' });
      const request = await revert(revertWish([bad]));
      expect(request.draft).toBe(true);
      expect(await world.filesOf(request.head)).toEqual({ 'README.md': 'hello\n', 'src/app.ts': 'three\n' });
      const body = (await world.requests()).find(({ number }) => number === request.number)?.body ?? '';
      expect(body).toContain('Not undone: these changed again since, so a person must decide. This is a draft until then');
      expect(body).toContain(`- \`src/app.ts\`: \`src/app.ts changed again after ${bad.slice(0, 12)}`);
    });

    test('nothing is opened where all of it is as it was before', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      await world.push({ files: { 'src/app.ts': 'one\n' }, message: 'somebody was quicker' });
      expect(await world.host.plan(revertWish([bad]), signal())).toEqual({ kind: 'nothing to undo', kept: [] });
    });

    test('asked again, the same request is found and no second one is opened', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const order = await ordered(revertWish([bad]));
      const first = await world.host.revert(order, nothing, signal());
      expect(await world.host.revert(order, nothing, signal())).toEqual({ ...first, kind: 'already there' });
      expect(await world.requests()).toHaveLength(1);
    });

    test('a branch by its name with something else on it is left as it is', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const theirs = await world.push({
        branch: 'switchback/revert-inc-1-0123456789ab',
        files: { 'src/app.ts': 'theirs\n' },
        message: 'theirs',
      });
      expect(await world.host.revert(await ordered(revertWish([bad])), nothing, signal())).toEqual({
        kind: 'refused',
        why: `There is a branch switchback/revert-inc-1-0123456789ab with something else on it: commit ${theirs}. It was left as it is.`,
      });
    });

    test('what runs before the send can stop it: nothing is there, and asking again makes it', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const order = await ordered(revertWish([bad]));
      const stop = () => {
        throw new Error('The claim is over.');
      };
      await expect(world.host.revert(order, stop, signal())).rejects.toThrow('The claim is over.');
      expect(await world.idOf(order.branch)).toBeNull();
      expect(await world.requests()).toEqual([]);
      expect(await world.host.revert(order, nothing, signal())).toMatchObject({ kind: 'opened' });
    });

    test('stopped between the branch and the request, it is "branch only", and asking again completes it', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const order = await ordered(revertWish([bad]));
      const sent: string[] = [];
      const stopSecond = () => {
        sent.push('send');
        if (sent.length > 1) throw new Error('The claim is over.');
      };
      await expect(world.host.revert(order, stopSecond, signal())).rejects.toThrow('The claim is over.');
      const head = await world.idOf(order.branch);
      expect(await world.host.standing(order.branch, AT, signal())).toEqual({ kind: 'branch only', head });
      expect(await world.host.revert(order, nothing, signal())).toMatchObject({ kind: 'opened', head });
      expect(await world.requests()).toHaveLength(1);
    });

    test('a drafted change is opened with its files on its base and is found again', async () => {
      const change = {
        base: world.first,
        into: 'main',
        branch: 'switchback/fix-inc-1',
        files: [{ path: 'db/0002_restore.sql', content: 'ALTER TABLE "naïve" ADD total numeric;\n' }],
        title: 'fix: give total back',
        body: 'Proved on a scratch database.',
        draft: true,
        at: AT,
      };
      const opened = await world.host.open(change, nothing, signal());
      expect(opened).toMatchObject({ kind: 'opened', branch: 'switchback/fix-inc-1', draft: true });
      expect(await world.filesOf('switchback/fix-inc-1')).toEqual({
        'README.md': 'hello\n',
        'src/app.ts': 'one\n',
        'db/0002_restore.sql': 'ALTER TABLE "naïve" ADD total numeric;\n',
      });
      expect(await world.host.open(change, nothing, signal())).toEqual({ ...opened, kind: 'already there' });
      expect((await world.requests()).map(({ title, draft }) => ({ title, draft }))).toEqual([
        { title: 'fix: give total back', draft: true },
      ]);
    });

    test('a request stands absent, open, merged', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const order = await ordered(revertWish([bad]));
      expect(await world.host.standing(order.branch, AT, signal())).toEqual({ kind: 'absent' });
      const request = await revert(revertWish([bad]));
      const { number, head } = request;
      expect(await world.host.standing(order.branch, AT, signal())).toMatchObject({ kind: 'open', number, head, draft: false });
      const merged = await world.host.merge({ number, head, how: 'squash' }, nothing, signal());
      expect(merged.kind).toBe('merged');
      const commit = await world.idOf('main');
      expect(merged).toEqual({ kind: 'merged', commit });
      expect(await world.host.standing(order.branch, AT, signal())).toMatchObject({ kind: 'merged', number, head, commit });
      expect(await world.filesOf('main')).toEqual({ 'README.md': 'hello\n', 'src/app.ts': 'one\n' });
    });

    test('one that was closed without a merge is "closed", and is not merged', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const { number, head } = await revert(revertWish([bad]));
      await world.closeRequest(number);
      expect(await world.host.standing('switchback/revert-inc-1-0123456789ab', AT, signal())).toMatchObject({ kind: 'closed', number });
      expect(await world.host.merge({ number, head, how: 'squash' }, nothing, signal())).toEqual({
        kind: 'refused',
        why: `Pull request ${number} was closed without a merge, so it was not merged.`,
      });
    });

    test('a head that was not shown is not merged', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const { number, head, branch } = await revert(revertWish([bad]));
      const since = await world.goOn({ number, branch });
      const main = await world.idOf('main');
      expect(await world.host.merge({ number, head, how: 'squash' }, nothing, signal())).toEqual({ kind: 'head changed', head: since });
      expect(await world.idOf('main')).toBe(main);
    });

    test('merged already is a value, with what was merged', async () => {
      const bad = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const { number, head } = await revert(revertWish([bad]));
      const commit = await world.merge(number, 'squash');
      expect(await world.host.merge({ number, head, how: 'squash' }, nothing, signal())).toEqual({ kind: 'already merged', commit, head });
    });

    test('a tag is made once and never moved', async () => {
      const later = await world.push({ files: { 'src/app.ts': 'two\n' }, message: 'two' });
      const order = { name: 'v1.4.3-rollback', commit: world.first, message: 'INC-1', at: AT };
      expect(await world.host.marked('v1.4.3-rollback', signal())).toEqual({ commit: null, release: null });
      expect(await world.host.tag(order, nothing, signal())).toEqual({ kind: 'created' });
      expect(await world.host.tag(order, nothing, signal())).toEqual({ kind: 'already there' });
      expect(await world.host.tag({ ...order, commit: later }, nothing, signal())).toEqual({ kind: 'another', commit: world.first });
      expect(await world.host.marked('v1.4.3-rollback', signal())).toEqual({ commit: world.first, release: null });
    });

    test('a release is annotated once, with the rest of its text to the letter', async () => {
      await world.release('v1.4.2', 'What is new:\n- totals\n');
      const note = { tag: 'v1.4.2', key: 'inc-1', text: '**Rolled back** on 20 November.', prerelease: true };
      const body = 'What is new:\n- totals\n\n<!-- switchback:inc-1 -->\n**Rolled back** on 20 November.\n<!-- /switchback:inc-1 -->';
      expect(await world.host.annotate(note, nothing, signal())).toEqual({ kind: 'annotated', prerelease: true });
      expect((await world.host.marked('v1.4.2', signal())).release).toMatchObject({ body, prerelease: true, immutable: false });
      expect(await world.host.annotate(note, nothing, signal())).toEqual({ kind: 'already there', prerelease: true });
      await world.host.annotate({ ...note, text: 'Fixed in v1.4.3.' }, nothing, signal());
      expect((await world.host.marked('v1.4.2', signal())).release?.body).toBe(
        body.replace('**Rolled back** on 20 November.', 'Fixed in v1.4.3.'),
      );
      expect(await world.host.annotate({ ...note, tag: 'v9.9.9' }, nothing, signal())).toEqual({ kind: 'no release' });
    });

    test('a commit that is not there is an error, and nothing is opened', async () => {
      const unknown = '0123456789abcdef0123456789abcdef01234567';
      await expect(world.host.plan(revertWish([unknown]), signal())).rejects.toMatchObject({ code: 'provider_not_found' });
      expect(await world.requests()).toEqual([]);
    });
  });
}
