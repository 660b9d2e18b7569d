import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { createGit } from '#src/providers/git/create-git.ts';
import { openClone } from '#src/providers/git/open-clone.ts';
import { createRepository, type Repository } from '#test/judge/repository.ts';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** Knows nobody. */
const asking = {
  url: '',
  server: createServer((_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()),
};

beforeAll(async () => {
  await new Promise<void>((listening) => void asking.server.listen(0, '127.0.0.1', listening));
  asking.url = `http://127.0.0.1:${(asking.server.address() as AddressInfo).port}`;
});
afterAll(() => asking.server.close());

let folder: string;
let marker: string;
/** A program that leaves the marker, whatever it is called with. */
let trap: string;
let clone: Repository;
/** In the clone, signed, with a file that its attributes name. */
let known: string;
/** Only at the origin. */
let missing: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchback-hostile-'));
  marker = join(folder, 'sprung');
  trap = program('trap');
  program('git-remote-trap');
  mkdirSync(join(folder, 'origin'));
  const origin = createRepository(join(folder, 'origin'));
  origin.commit({ 'db/1.sql': 'select 1;\n', '.gitattributes': '*.sql filter=trap diff=trap merge=trap\n' });
  execFileSync('git', ['clone', '--quiet', `file://${origin.path}`, join(folder, 'pristine')]);
  const pristine = createRepository(join(folder, 'pristine'));
  known = signed(pristine);
  pristine.git('update-ref', 'refs/heads/main', known);
  missing = origin.commit({ 'db/2.sql': 'select 2;\n' });
});
beforeEach(() => {
  cpSync(join(folder, 'pristine'), join(folder, 'clone'), { recursive: true });
  clone = createRepository(join(folder, 'clone'));
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(clone.path, { recursive: true });
  rmSync(marker, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, inside = folder): string {
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(inside, name), `#!/bin/sh\ntouch ${marker}\nexit 1\n`);
  chmodSync(join(inside, name), 0o755);
  return join(inside, name);
}

/** A commit with a signature that somebody would have to check. */
function signed(repository: Repository): string {
  const [head = '', ...rest] = repository.git('cat-file', 'commit', 'HEAD').split('\n\n');
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iHUEABYKAB0=\n -----END PGP SIGNATURE-----';
  const file = join(folder, 'commit');
  writeFileSync(file, `${head}\n${signature}\n\n${rest.join('\n\n')}\n`);
  return repository.git('hash-object', '-t', 'commit', '-w', file);
}

/** Everything that the bot and its commands ask of a clone. What it answers is not the question here. */
async function useIt(): Promise<void> {
  const code = createGit({ repository: clone.path, mayFetch: true });
  await attempt(() => code.files(known, 'db', signal()));
  await attempt(() => code.bring(missing, signal()));
  await attempt(() => code.bring('f'.repeat(40), signal()));
  const proposal = {
    base: known,
    branch: 'switchback/fix-1',
    files: [{ path: 'db/3.sql', content: 'select 3;\n' }],
    title: 'fix',
    body: 'why',
    at: Date.UTC(2026, 10, 20),
  };
  await attempt(() => code.propose(proposal, () => {}, signal()));
  await attempt(() => code.proposed(proposal, signal()));
  await attempt(async () => {
    const opened = await openClone(clone.path, signal());
    const head = await opened.commit('HEAD');
    await opened.read(await opened.list(head));
    await opened.lastChange(head, 'db/1.sql');
    await opened.firstWith(head, 'db/1.sql');
    await opened.has(head, known);
    await opened.mergeBase(head, known);
    await opened.read(new Map([['gone', 'e'.repeat(40)]]));
  });
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
  }
}

interface Way {
  readonly way: string;
  readonly plant: () => void;
  /** Ordinary git, by which the trap is sprung: it shows that the trap is one. */
  readonly springs: readonly string[];
}

const set =
  (...settings: readonly (readonly [string, string | (() => string)])[]) =>
  (): void => {
    for (const [name, value] of settings) clone.git('config', '--add', name, typeof value === 'string' ? value : value());
  };
const trapped = (): string => trap;

const WAYS: readonly Way[] = [
  { way: 'core.fsmonitor', plant: set(['core.fsmonitor', trapped]), springs: ['status'] },
  {
    way: 'log.showSignature with gpg.program',
    plant: set(['log.showSignature', 'true'], ['gpg.program', trapped]),
    springs: ['log', '-1'],
  },
  {
    way: 'log.showSignature with gpg.openpgp.program',
    plant: set(['log.showSignature', 'true'], ['gpg.openpgp.program', trapped]),
    springs: ['log', '-1'],
  },
  {
    way: 'commit.gpgSign',
    plant: set(['commit.gpgSign', 'true'], ['gpg.program', trapped]),
    springs: ['commit', '--allow-empty', '-m', 'x'],
  },
  { way: 'filter.*.clean', plant: set(['filter.trap.clean', trapped]), springs: ['hash-object', 'db/1.sql'] },
  { way: 'filter.*.smudge', plant: set(['filter.trap.smudge', trapped]), springs: ['cat-file', '--filters', 'HEAD:db/1.sql'] },
  {
    way: 'filter.*.process',
    plant: set(['filter.trap.process', trapped], ['filter.trap.required', 'true']),
    springs: ['hash-object', 'db/1.sql'],
  },
  { way: 'diff.*.textconv', plant: set(['diff.trap.textconv', trapped]), springs: ['log', '-p', '-1', '--root'] },
  {
    way: 'diff.*.command',
    plant: set(['diff.trap.command', trapped]),
    springs: ['diff', '4b825dc642cb6eb9a060e54bf8d69288fbee4904', 'HEAD'],
  },
  { way: 'diff.external', plant: set(['diff.external', trapped]), springs: ['diff', '4b825dc642cb6eb9a060e54bf8d69288fbee4904', 'HEAD'] },
  { way: 'core.pager', plant: set(['core.pager', trapped]), springs: ['log'] },
  { way: 'core.editor', plant: set(['core.editor', trapped]), springs: ['commit', '--allow-empty'] },
  { way: 'an alias', plant: set(['alias.lg', () => `!${trap}`]), springs: ['lg'] },
  {
    way: 'include.path',
    plant: () => {
      writeFileSync(join(folder, 'more'), `[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${trap}\n`);
      set(['include.path', join(folder, 'more')])();
    },
    springs: ['log', '-1'],
  },
  {
    way: 'a hook',
    plant: () => void program('reference-transaction', join(clone.path, '.git/hooks')),
    springs: ['update-ref', 'refs/heads/x', 'HEAD'],
  },
  {
    way: 'a hook of the index',
    plant: () => void program('post-index-change', join(clone.path, '.git/hooks')),
    springs: ['read-tree', 'HEAD'],
  },
  {
    way: 'core.hooksPath',
    plant: () => {
      program('reference-transaction', join(folder, 'hooks'));
      set(['core.hooksPath', join(folder, 'hooks')])();
    },
    springs: ['update-ref', 'refs/heads/x', 'HEAD'],
  },
  {
    way: 'core.sshCommand',
    plant: () => {
      clone.git('remote', 'set-url', 'origin', 'ssh://nobody@127.0.0.1:9/x.git');
      set(['core.sshCommand', trapped])();
    },
    springs: ['fetch'],
  },
  { way: 'remote.*.uploadpack', plant: set(['remote.origin.uploadpack', trapped]), springs: ['fetch'] },
  {
    way: 'a missing object of a partial clone',
    plant: set(
      ['extensions.partialClone', 'origin'],
      ['core.repositoryFormatVersion', '1'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.uploadpack', trapped],
    ),
    springs: ['cat-file', '-e', 'd'.repeat(40)],
  },
  {
    way: 'a remote by ext::',
    plant: () => clone.git('remote', 'set-url', 'origin', `ext::${trap}`),
    springs: ['-c', 'protocol.ext.allow=always', 'fetch'],
  },
  {
    way: 'protocol.ext.allow',
    plant: () => {
      clone.git('remote', 'set-url', 'origin', `ext::${trap}`);
      set(['protocol.ext.allow', 'always'])();
    },
    springs: ['fetch'],
  },
  {
    way: 'url.*.insteadOf',
    plant: () => set([`url.ext::${trap} .insteadOf`, 'file:'], ['protocol.ext.allow', 'always'])(),
    springs: ['fetch'],
  },
  { way: 'credential.helper', plant: () => askedFor(['credential.helper', trap]), springs: ['fetch'] },
  { way: 'credential.<url>.helper', plant: () => askedFor([`credential.${asking.url}.helper`, `!${trap}`]), springs: ['fetch'] },
  { way: 'core.askPass', plant: () => askedFor(['core.askPass', trap]), springs: ['fetch'] },
  {
    way: 'core.gitProxy',
    plant: () => {
      clone.git('remote', 'set-url', 'origin', 'git://127.0.0.1:9/x.git');
      set(['core.gitProxy', trapped])();
    },
    springs: ['fetch'],
  },
  { way: 'remote.*.vcs', plant: set(['remote.origin.vcs', 'trap']), springs: ['fetch'] },
  { way: 'core.alternateRefsCommand', plant: () => alternate(), springs: ['fetch'] },
  {
    way: 'gc after a fetch',
    plant: () => {
      set(['gc.auto', '1'], ['gc.autoDetach', 'false'])();
      program('pre-auto-gc', join(clone.path, '.git/hooks'));
      // Git counts those of one folder, and takes the others to be as many.
      for (const end of ['1', '2', '3']) program(`${'0'.repeat(37)}${end}`, join(clone.path, '.git/objects/17'));
    },
    springs: ['gc', '--auto'],
  },
  {
    way: 'submodule.recurse',
    plant: set(['fetch.recurseSubmodules', 'true'], ['submodule.recurse', 'true'], ['remote.origin.uploadpack', trapped]),
    springs: ['fetch'],
  },
];

function alternate(): void {
  const other = join(folder, 'other.git');
  execFileSync('git', ['clone', '--quiet', '--bare', join(folder, 'origin'), other]);
  writeFileSync(join(clone.path, '.git/objects/info/alternates'), `${other}/objects\n`);
  set(['core.alternateRefsCommand', trapped])();
}

/** A remote that wants a name and a password. */
function askedFor(setting: readonly [string, string]): void {
  clone.git('remote', 'set-url', 'origin', `${asking.url}/x.git`);
  set(setting)();
}

describe('a clone runs nothing that its own settings or hooks name', () => {
  test.each(WAYS)('$way', async ({ plant, springs }) => {
    plant();
    await useIt();
    expect(existsSync(marker)).toBe(false);
    await ordinaryGit(springs);
    expect(existsSync(marker)).toBe(true);
  });
});

/** At a terminal, where git uses a pager. */
async function ordinaryGit(args: readonly string[]): Promise<void> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    TERM: 'vt100',
    ...IDENTITY,
  };
  const line = ['git', '-C', clone.path, ...args].map((word) => `'${word}'`).join(' ');
  // A trap makes what it is in fail.
  await promisify(execFile)('script', ['-qec', line, '/dev/null'], { env }).catch(() => {});
}
