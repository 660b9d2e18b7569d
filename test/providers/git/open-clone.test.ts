import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClone } from '#src/providers/git/open-clone.ts';
import { topOf } from '#src/providers/git/top-of.ts';
import { createRepository, type Repository } from '#test/judge/repository.ts';

const signal = new AbortController().signal;
let folder: string;
let origin: Repository;
let first: string;
let second: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchback-clone-'));
  mkdirSync(join(folder, 'origin'));
  origin = createRepository(join(folder, 'origin'));
  first = origin.commit({ 'db/1.sql': 'select 1;\n', 'ä ö.sql': 'select 2;\n' }, 'Ada');
  origin.tag('v1');
  second = origin.commit({ 'db/2.sql': 'select 3;\n', 'app.js': '1' }, 'Ben Bitdiddle');
  origin.git('clone', '--quiet', '--bare', origin.path, join(folder, 'bare.git'));
  origin.git('clone', '--quiet', '--depth=1', `file://${origin.path}`, join(folder, 'shallow'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (name = 'origin') => openClone(join(folder, name), signal);

describe('a commit', () => {
  test('is found by its id, a short id, a tag and a branch', async () => {
    const clone = await open();
    expect(await Promise.all([first, first.slice(0, 8), 'v1', 'main', 'main~1'].map((ref) => clone.commit(ref)))).toEqual([
      first,
      first,
      first,
      second,
      first,
    ]);
  });

  test.each(['nothing', '-x', '--all', '--git-dir', 'v1:db', 'main..v1', '', 'v1 main', '0000000000000000000000000000000000000000'])(
    'is not found by %j, and the message says what to do',
    async (ref) => {
      await expect((await open()).commit(ref)).rejects.toMatchObject({
        code: 'provider_not_found',
        message: expect.stringContaining('Fetch it, or correct the name.') as string,
      });
    },
  );
});

describe('files', () => {
  test('are listed with their hashes and read by them', async () => {
    const clone = await open();
    const listed = await clone.list(second);
    expect([...listed.keys()].toSorted()).toEqual(['app.js', 'db/1.sql', 'db/2.sql', 'ä ö.sql']);
    expect(await clone.read(listed)).toEqual(
      new Map([
        ['app.js', '1'],
        ['db/1.sql', 'select 1;\n'],
        ['db/2.sql', 'select 3;\n'],
        ['ä ö.sql', 'select 2;\n'],
      ]),
    );
    expect((await clone.list(first)).get('db/1.sql')).toBe(listed.get('db/1.sql'));
  });

  test('two with the same text are both read', async () => {
    const clone = await open();
    const hash = (await clone.list(first)).get('db/1.sql') ?? '';
    const same = new Map([
      ['one', hash],
      ['other', hash],
    ]);
    expect(await clone.read(same)).toEqual(
      new Map([
        ['one', 'select 1;\n'],
        ['other', 'select 1;\n'],
      ]),
    );
  });

  test('none are read where none are asked for', async () => {
    expect(await (await open()).read(new Map())).toEqual(new Map());
  });

  test('one that is not there is an error and never an empty text', async () => {
    await expect((await open()).read(new Map([['gone', 'f'.repeat(40)]]))).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });
});

describe('history', () => {
  test('tells who changed a file last, and the first commit that has it', async () => {
    const clone = await open();
    expect(await clone.lastChange(second, 'db/2.sql')).toEqual({ author: 'Ben Bitdiddle', commit: second });
    expect(await clone.lastChange(second, 'db/1.sql')).toEqual({ author: 'Ada', commit: first });
    expect(await clone.firstWith(second, 'db/1.sql')).toBe(first);
    expect(await clone.lastChange(second, 'gone.sql')).toBe(null);
    expect(await clone.firstWith(second, 'gone.sql')).toBe(null);
  });

  test('tells what came before, and where two parted', async () => {
    const clone = await open();
    expect([await clone.has(second, 'v1'), await clone.has(first, second), await clone.has(second, 'v9')]).toEqual([true, false, null]);
    expect(await clone.mergeBase(first, second)).toBe(first);
  });

  test('of a shallow clone tells nothing where it was cut off: nobody is made the author of what they only fetched', async () => {
    const clone = await open('shallow');
    expect(await clone.commit('HEAD')).toBe(second);
    expect(await clone.lastChange(second, 'db/1.sql')).toBe(null);
    expect(await clone.firstWith(second, 'db/1.sql')).toBe(null);
    await expect(clone.commit('v1')).rejects.toMatchObject({ code: 'provider_not_found' });
  });
});

describe('a clone', () => {
  test('may be bare', async () => {
    expect(await (await open('bare.git')).commit('v1')).toBe(first);
  });

  test('is not looked for further up', async () => {
    mkdirSync(join(origin.path, 'deep'));
    await expect(openClone(join(origin.path, 'deep'), signal)).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  test('that is not there is told by its path', async () => {
    await expect(open('nowhere')).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('nowhere') as string,
    });
  });

  test('runs nothing that its own settings or hooks name', async () => {
    const hostile = createRepository(join(folder, 'origin'));
    hostile.git('config', 'core.fsmonitor', `touch ${join(folder, 'pwned')}; false`);
    hostile.git('config', 'core.sshCommand', `touch ${join(folder, 'pwned')}`);
    const clone = await open();
    await clone.read(await clone.list(await clone.commit('main')));
    await clone.lastChange(second, 'db/1.sql');
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });
});

describe('the top of a clone', () => {
  test('is found from a folder below', async () => {
    mkdirSync(join(origin.path, 'a/b'), { recursive: true });
    expect(await topOf(join(origin.path, 'a/b'))).toEqual({ top: origin.path, below: 'a/b' });
    expect(await topOf(origin.path)).toEqual({ top: origin.path, below: '' });
  });

  test('of a bare clone is itself, even inside another one', async () => {
    execFileSync('git', ['clone', '--quiet', '--bare', origin.path, join(origin.path, 'inner.git')]);
    expect(await topOf(join(origin.path, 'inner.git'))).toEqual({ top: join(origin.path, 'inner.git'), below: '' });
  });

  test('is nowhere for a folder in none, and for none', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await topOf(folder)).toBe(null);
    expect(await topOf(join(folder, 'nowhere'))).toBe(null);
  });
});
