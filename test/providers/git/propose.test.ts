import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGit } from '#src/providers/git/create-git.ts';
import { codeContract, type CodeWorld } from '#test/support/code-contract.ts';

interface Clone extends CodeWorld {
  readonly folder: string;
  readonly run: (...args: readonly string[]) => string;
}

async function start({ bare }: { readonly bare: boolean }): Promise<Clone> {
  const base = await mkdtemp(join(tmpdir(), 'switchback-propose-'));
  const folder = join(base, 'clone');
  const run = (...args: readonly string[]): string => {
    const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', ['-C', folder, '-c', 'user.name=Mara', '-c', 'user.email=mara@example.com', ...args], {
      encoding: 'utf8',
      env,
    }).trimEnd();
  };
  await mkdir(join(folder, 'db'), { recursive: true });
  run('init', '--quiet', '--initial-branch=main');
  await writeFile(join(folder, 'db/0001.sql'), 'create table a ();\n');
  await writeFile(join(folder, 'README.md'), 'hello\n');
  const commit = (): string => {
    run('add', '--all');
    run('commit', '--quiet', '--message=change');
    return run('rev-parse', 'HEAD');
  };
  const first = commit();
  await symlink('db', join(folder, 'linked'));
  const second = commit();
  if (bare) run('config', 'core.bare', 'true');
  return {
    code: createGit({ repository: bare ? join(folder, '.git') : folder, mayFetch: true }),
    folder,
    run,
    first,
    second,
    branches: async () =>
      Object.fromEntries(
        run('for-each-ref', 'refs/heads', '--format=%(refname:lstrip=2) %(objectname)')
          .split('\n')
          .map((line) => line.split(' ')),
      ),
    parentOf: async (branch) => run('rev-parse', `${branch}^`),
    textOf: async (branch, path) => `${run('cat-file', 'blob', `${branch}:${path}`)}\n`,
    occupy: async (branch) => void run('branch', branch, first),
    close: () => rm(base, { recursive: true }),
  };
}

codeContract('a clone with a work tree', () => start({ bare: false }));
codeContract('a bare clone', () => start({ bare: true }));

describe('a proposal in a clone that somebody works in', () => {
  test('touches neither what they staged, nor what they changed, nor where they stand', async () => {
    const clone = await open();
    await writeFile(join(clone.folder, 'db/0001.sql'), 'changed and not staged\n');
    await writeFile(join(clone.folder, 'staged.sql'), 'staged\n');
    clone.run('add', 'staged.sql');
    const index = await readFile(join(clone.folder, '.git/index'));
    await propose(clone, 'db/0002.sql');
    expect(await readFile(join(clone.folder, '.git/index'))).toEqual(index);
    expect(clone.run('status', '--porcelain')).toBe(' M db/0001.sql\nA  staged.sql');
    expect(clone.run('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
  });

  test('is by the bot, says what it is, and is the same commit whenever it is asked for', async () => {
    const clone = await open();
    const commit = await propose(clone, 'db/0002.sql');
    expect(clone.run('show', '--no-patch', '--format=%an <%ae>|%cn|%aI|%s|%b', 'switchback/fix')).toBe(
      'Switchback <switchback@localhost>|Switchback|2026-11-20T14:02:00+00:00|fix: total|Why.',
    );
    clone.run('branch', '--quiet', '-D', 'switchback/fix');
    expect(await propose(clone, 'db/0002.sql')).toBe(commit);
  });

  test('runs no hook of the clone', async () => {
    const clone = await open();
    const hook = join(clone.folder, '.git/hooks/reference-transaction');
    await mkdir(join(clone.folder, '.git/hooks'), { recursive: true });
    await writeFile(hook, `#!/bin/sh\ntouch ${join(clone.folder, 'ran')}\nexit 1\n`, { mode: 0o755 });
    await propose(clone, 'db/0002.sql');
    await expect(readFile(join(clone.folder, 'ran'))).rejects.toThrow('ENOENT');
  });

  test('does not lead through a link', async () => {
    const clone = await open();
    expect(await ask(clone, 'linked/0002.sql')).toMatchObject({ kind: 'refused' });
  });

  test('in a damaged clone could not be looked at, and none is written', async () => {
    const clone = await open();
    await rm(join(clone.folder, '.git/objects'), { recursive: true });
    await expect(ask(clone, 'db/0002.sql')).rejects.toMatchObject({ code: 'provider_unavailable' });
  });
});

async function open(): Promise<Clone> {
  const clone = await start({ bare: false });
  onTestFinished(clone.close);
  return clone;
}

function ask(clone: Clone, path: string) {
  const proposal = {
    base: clone.second,
    branch: 'switchback/fix',
    files: [{ path, content: 'x\n' }],
    title: 'fix: total',
    body: 'Why.',
    at: Date.UTC(2026, 10, 20, 14, 2),
  };
  return clone.code.propose(proposal, () => {}, AbortSignal.timeout(10_000));
}

async function propose(clone: Clone, path: string): Promise<string> {
  const answer = await ask(clone, path);
  if (answer.kind !== 'created') throw new Error(`It was not written: ${JSON.stringify(answer)}`);
  return answer.commit;
}
