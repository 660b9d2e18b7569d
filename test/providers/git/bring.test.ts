import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGit } from '#src/providers/git/create-git.ts';
import type { Brought } from '#src/providers/code.ts';
import { createRepository, type Repository } from '#test/judge/repository.ts';
import { startProxy } from '#test/support/start-proxy.ts';

let folder: string;
let origin: Repository;
let clone: Repository;
let old: string;
/** Merged after the clone was made. */
let merged: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchback-bring-'));
  mkdirSync(join(folder, 'origin'));
  origin = createRepository(join(folder, 'origin'));
  old = origin.commit({ 'db/1.sql': 'select 1;\n' });
  execFileSync('git', ['clone', '--quiet', `file://${origin.path}`, join(folder, 'clone')]);
  clone = createRepository(join(folder, 'clone'));
  merged = origin.commit({ 'db/2.sql': 'select 2;\n' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bring(commit: string, { repository = clone.path, mayFetch = true, signal = AbortSignal.timeout(20_000) } = {}): Promise<Brought> {
  return createGit({ repository, mayFetch }).bring(commit, signal);
}

async function filesOf(commit: string, repository = clone.path): Promise<string[]> {
  return [...(await createGit({ repository, mayFetch: false }).files(commit, 'db', AbortSignal.timeout(20_000))).keys()];
}

describe('a commit that the clone lacks', () => {
  test('is fetched, exactly it, from its own remote', async () => {
    origin.git('checkout', '--quiet', '-b', 'other', old);
    const elsewhere = origin.commit({ 'db/9.sql': 'select 9;\n' });
    expect(await bring(merged)).toEqual({ kind: 'fetched' });
    expect(await filesOf(merged)).toEqual(['db/1.sql', 'db/2.sql']);
    expect(await bring(merged)).toEqual({ kind: 'there' });
    await expect(filesOf(elsewhere)).rejects.toMatchObject({ code: 'provider_not_found' });
  });

  test('comes without a touch to work tree, index, branches, tags or FETCH_HEAD', async () => {
    origin.tag('v2');
    clone.write({ 'db/1.sql': 'select 1; -- being edited\n' });
    const told = () => [clone.git('for-each-ref'), clone.git('status', '--porcelain')];
    const before = told();
    const index = readFileSync(join(clone.path, '.git/index'));
    const names = readdirSync(join(clone.path, '.git')).toSorted();
    expect(await bring(merged)).toEqual({ kind: 'fetched' });
    expect(readFileSync(join(clone.path, '.git/index'))).toEqual(index);
    expect(readdirSync(join(clone.path, '.git')).toSorted()).toEqual(names);
    expect(told()).toEqual(before);
    expect(existsSync(join(clone.path, 'db/2.sql'))).toBe(false);
  });

  test('comes into a bare clone, a linked work tree and one with SHA-256 too', async () => {
    const bare = join(folder, 'bare.git');
    execFileSync('git', ['clone', '--quiet', '--bare', `file://${clone.path}`, bare]);
    execFileSync('git', ['-C', bare, 'remote', 'set-url', 'origin', `file://${origin.path}`]);
    expect(await bring(merged, { repository: bare })).toEqual({ kind: 'fetched' });

    const linked = join(folder, 'linked');
    clone.git('worktree', 'add', '--quiet', '--detach', linked);
    expect(await bring(merged, { repository: linked })).toEqual({ kind: 'fetched' });
    expect(await filesOf(merged)).toEqual(['db/1.sql', 'db/2.sql']);

    const [from, to] = [join(folder, 'sha256'), join(folder, 'sha256-clone')];
    execFileSync('git', ['init', '--quiet', '--object-format=sha256', from]);
    createRepository(from).commit({ 'db/1.sql': 'select 1;\n' });
    execFileSync('git', ['clone', '--quiet', `file://${from}`, to]);
    const long = createRepository(from).commit({ 'db/2.sql': 'select 2;\n' });
    expect(long).toHaveLength(64);
    expect(await bring(long, { repository: to })).toEqual({ kind: 'fetched' });
    expect(await filesOf(long, to)).toEqual(['db/1.sql', 'db/2.sql']);
  });

  test('comes into a shallow clone', async () => {
    const shallow = join(folder, 'shallow');
    origin.git('branch', 'earlier', old);
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--branch=earlier', `file://${origin.path}`, shallow]);
    expect(await bring(merged, { repository: shallow })).toEqual({ kind: 'fetched' });
    expect(await filesOf(merged, shallow)).toEqual(['db/1.sql', 'db/2.sql']);
  });

  test('comes from the only remote, whatever its name, and from a path beside the clone', async () => {
    clone.git('remote', 'rename', 'origin', 'up.stream');
    clone.git('remote', 'set-url', 'up.stream', '../origin');
    expect(await bring(merged)).toEqual({ kind: 'fetched' });
  });
});

describe('what could not be fetched is said, with what to do', () => {
  test('a commit that nobody has', async () => {
    const nobodys = 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef';
    expect(await bring(nobodys)).toEqual({
      kind: 'missing',
      why: expect.stringMatching(
        new RegExp(
          `^Commit ${nobodys} is not in the clone at ${clone.path}, and origin did not give it. Fetch the clone and try again. git says: `,
        ),
      ) as string,
    });
  });

  test('a clone that may not be fetched into', async () => {
    expect(await bring(merged, { mayFetch: false })).toEqual({
      kind: 'missing',
      why: `Commit ${merged} is not in the clone at ${clone.path}, and the bot may not fetch (code.fetch). Fetch the clone and try again.`,
    });
  });

  test('a clone without a remote', async () => {
    clone.git('remote', 'remove', 'origin');
    expect(await bring(merged)).toMatchObject({
      kind: 'missing',
      why: expect.stringContaining('which names no remote to fetch it from') as string,
    });
  });

  test('a clone that cannot be written', async () => {
    // Nobody may create files there, not even root, whom permissions do not hold.
    for (let first = 0; first < 256; first += 1) {
      const name = join(clone.path, '.git/objects', first.toString(16).padStart(2, '0'));
      if (!existsSync(name)) symlinkSync('/proc/self/fdinfo', name);
    }
    expect(await bring(merged)).toMatchObject({
      kind: 'missing',
      why: expect.stringContaining('and the bot cannot write there, so it was not fetched') as string,
    });
  });

  test('a password in the address is not repeated', async () => {
    clone.git('remote', 'set-url', 'origin', 'http://ada:hunter2@127.0.0.1:9/x.git');
    const answer = await bring(merged);
    expect(JSON.stringify(answer)).toContain('git says');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test('a remote that hangs costs the time that is given, and no more', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((listening) => silent.once('listening', listening));
    try {
      clone.git('remote', 'set-url', 'origin', `http://127.0.0.1:${(silent.address() as AddressInfo).port}/x.git`);
      await expect(bring(merged, { signal: AbortSignal.timeout(500) })).rejects.toMatchObject({
        code: 'provider_unavailable',
        retryable: true,
      });
    } finally {
      silent.close();
    }
  });
});

test('a name is no commit', async () => {
  await expect(bring('main')).rejects.toMatchObject({ code: 'provider_not_found' });
});

test('a proxy of the environment is the way to the remote', async () => {
  const proxy = await startProxy();
  vi.stubEnv('HTTP_PROXY', proxy.url);
  clone.git('remote', 'set-url', 'origin', 'http://git.test/shop.git');
  expect(await bring(merged)).toMatchObject({ kind: 'missing' });
  expect(proxy.asked).toContain('GET git.test');
  vi.unstubAllEnvs();
  await proxy.close();
});
