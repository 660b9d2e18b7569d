import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createGit } from '#src/providers/git/create-git.ts';

const signal = new AbortController().signal;
let folder: string;
let repository: string;
let first: string;
let second: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchback-git-'));
  repository = join(folder, 'clone');
  await mkdir(join(repository, 'db/migrations'), { recursive: true });
  run('init', '--quiet');
  await writeFile(join(repository, 'README.md'), 'hello\n');
  await writeFile(join(repository, 'db/migrations/0000_init.sql'), 'create table a ();\n');
  first = commit();
  await writeFile(join(repository, 'db/migrations/0001 naïve\tname.sql'), 'drop table a;\n');
  second = commit();
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function run(...args: string[]): string {
  const identity = ['-c', 'user.name=Mara', '-c', 'user.email=mara@example.com'];
  // Not even a GIT_DIR of whoever runs the tests may reach it.
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['-C', repository, ...identity, ...args], { encoding: 'utf8', env }).trim();
}

function commit(): string {
  run('add', '--all');
  run('commit', '--quiet', '--message=change');
  return run('rev-parse', 'HEAD');
}

describe('files of a commit', () => {
  test('are listed with their full path and git’s hash of the content', async () => {
    const git = createGit({ repository, mayFetch: true });
    expect(await git.files(first, 'db/migrations', signal)).toEqual(
      new Map([['db/migrations/0000_init.sql', '8677a76d8191d72ade564f489b4cfbf7f4b0ac23']]),
    );
    expect([...(await git.files(second, 'db/migrations', signal)).keys()]).toEqual([
      'db/migrations/0000_init.sql',
      'db/migrations/0001 naïve\tname.sql',
    ]);
  });

  test.each(['db', 'db/', './db', 'db//migrations/'])('the folder may be written as %s', async (written) => {
    expect([...(await createGit({ repository, mayFetch: true }).files(first, written, signal)).keys()]).toEqual([
      'db/migrations/0000_init.sql',
    ]);
  });

  test('the root is an empty folder name', async () => {
    expect([...(await createGit({ repository, mayFetch: true }).files(first, '', signal)).keys()]).toEqual([
      'README.md',
      'db/migrations/0000_init.sql',
    ]);
  });

  test.each(['drizzle', 'db/migrations/0000_init.sql', 'd*', ':(glob)**'])(
    'there are none below %s, which is no folder there',
    async (name) => {
      expect(await createGit({ repository, mayFetch: true }).files(first, name, signal)).toEqual(new Map());
    },
  );

  test('a short hash will do, and a bare clone too', async () => {
    const bare = join(folder, 'bare.git');
    run('clone', '--quiet', '--bare', repository, bare);
    expect((await createGit({ repository: bare, mayFetch: true }).files(second.slice(0, 10), 'db', signal)).size).toBe(2);
  });
});

describe('what it refuses', () => {
  test.each(['--output=/tmp/x', '-h', 'HEAD', 'main', 'HEAD~1', '', `${'0'.repeat(40)}^{tree}`])('%s is no commit hash', async (name) => {
    await expect(createGit({ repository, mayFetch: true }).files(name, 'db', signal)).rejects.toMatchObject({
      code: 'provider_not_found',
      retryable: false,
      message: `"${name}" is not a commit hash, so no files were read. Give a full commit hash.`,
    });
  });

  test('a commit that the clone does not have', async () => {
    const unknown = 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef';
    await expect(createGit({ repository, mayFetch: true }).files(unknown, 'db', signal)).rejects.toMatchObject({
      code: 'provider_not_found',
      message: expect.stringContaining(`Commit ${unknown} is not in the clone at`),
    });
  });

  test('the hash of something that is not a commit', async () => {
    const tree = run('rev-parse', `${first}^{tree}`);
    await expect(createGit({ repository, mayFetch: true }).files(tree, 'db', signal)).rejects.toMatchObject({ code: 'provider_not_found' });
  });

  test.each(['/etc', '../other', 'db/../..'])('the folder %s, which is outside the repository', async (outside) => {
    await expect(createGit({ repository, mayFetch: true }).files(first, outside, signal)).rejects.toMatchObject({
      code: 'provider_not_found',
      message: `"${outside}" is not a folder below the repository's root, so no files were read. Give a path such as db/migrations.`,
    });
  });
});

describe('when it could not look', () => {
  test('the folder is not there', async () => {
    await expect(createGit({ repository: join(folder, 'nowhere'), mayFetch: true }).files(first, 'db', signal)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('There is no folder'),
    });
  });

  test('the folder is no repository, even inside of one', async () => {
    await expect(createGit({ repository: join(repository, 'db'), mayFetch: true }).files(first, 'db', signal)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining(
        'could not be read as a git repository, so no files were read. git says: fatal: not a git repository',
      ),
    });
  });

  test('the clone is damaged', async () => {
    const damaged = join(folder, 'damaged');
    run('clone', '--quiet', '--no-hardlinks', repository, damaged);
    const object = join(damaged, '.git/objects', second.slice(0, 2), second.slice(2));
    await chmod(object, 0o644);
    await writeFile(object, 'rubbish');
    await expect(createGit({ repository: damaged, mayFetch: true }).files(second, 'db', signal)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining(`Commit ${second} could not be read, so no files were read. git says:`),
    });
  });

  test('git is not installed', async () => {
    vi.stubEnv('PATH', folder);
    await expect(createGit({ repository, mayFetch: true }).files(first, 'db', signal)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: 'git was not found on this machine, so no files were read. Install git and try again.',
    });
  });

  test('git hangs: the signal ends it, and trying again is safe', async () => {
    const programs = join(folder, 'programs');
    await mkdir(programs);
    await writeFile(join(programs, 'git'), '#!/bin/sh\nexec sleep 60\n');
    await chmod(join(programs, 'git'), 0o755);
    vi.stubEnv('PATH', `${programs}:${process.env['PATH']}`);
    await expect(createGit({ repository, mayFetch: true }).files(first, 'db', AbortSignal.timeout(200))).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      message: 'git did not answer in time and was stopped, so no files were read. Try again.',
    });
  });
});
