import { execFile, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './start-server.ts';

const run = promisify(execFile);

type Account = Pick<SpawnOptions, 'env' | 'uid' | 'gid'> & { readonly cwd: string };

/**
 * Lays an empty database cluster at `data`, and returns the password of its superuser `postgres`. `initdb` takes a second, so what it makes is
 * kept beside the installed libraries and copied; where nothing can be kept it is made anew each time.
 */
export async function initialise(
  { root, version, bringsLibraries }: Binaries,
  bin: string,
  data: string,
  account: Account,
): Promise<string> {
  const kept = bringsLibraries ? keptOf(root, version) : null;
  const found = kept === null ? null : await copyOf(kept, data, account).catch(() => null);
  if (found !== null) return found;
  await rm(data, { recursive: true, force: true });
  const password = await initdb(bin, data, account, bringsLibraries ? SMALL : []);
  if (bringsLibraries) await dropTemplate0(bin, data, account);
  if (kept !== null) await keep(data, kept, password).catch(() => {});
  return password;
}

/** Of a copy that does not start: the next one is made anew. */
export async function forgetKept({ root, version, bringsLibraries }: Binaries): Promise<void> {
  if (bringsLibraries) await rm(keptOf(root, version), { recursive: true, force: true }).catch(() => {});
}

/** Of what is copied each time, little is log. */
const SMALL = ['-c', 'min_wal_size=2MB', '-c', 'max_wal_size=2MB'];

async function initdb(bin: string, data: string, account: Account, more: readonly string[]): Promise<string> {
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(account.cwd, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await chownTo(account, passwordFile);
  const options = ['--no-sync', '--no-locale', '--encoding=UTF8', '--auth=scram-sha-256', '--username=postgres', '--wal-segsize=1'];
  await run(join(bin, 'initdb'), [...options, ...more, `--pwfile=${passwordFile}`, `--pgdata=${data}`], account);
  return password;
}

/** It is a third of what is copied each time, and `template1` is as empty; nobody can connect to that then, as to the other before. */
async function dropTemplate0(bin: string, data: string, account: Account): Promise<void> {
  const server = run(join(bin, 'postgres'), ['--single', '-D', data, '-c', 'fsync=off', 'postgres'], account);
  server.child.stdin?.end(
    [
      "update pg_catalog.pg_database set datistemplate = false where datname = 'template0'",
      'drop database template0',
      "update pg_catalog.pg_database set datallowconn = false where datname = 'template1'",
      '',
    ].join('\n'),
  );
  await server;
}

async function copyOf(kept: string, data: string, account: Account): Promise<string> {
  const password = await readFile(join(kept, 'password'), 'utf8');
  await run('cp', ['-R', join(kept, 'data'), data]);
  await chownTo(account, data);
  return password;
}

/** Whoever comes first keeps it: the others have made the same. */
async function keep(data: string, kept: string, password: string): Promise<void> {
  const half = `${kept}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await mkdir(half, { recursive: true });
  await chmod(half, 0o700);
  try {
    await cp(data, join(half, 'data'), { recursive: true });
    await writeFile(join(half, 'password'), password, { mode: 0o600 });
    // One that could not be copied would be in the way.
    await rm(kept, { recursive: true, force: true });
    await rename(half, kept);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function chownTo({ uid, gid }: Account, path: string): Promise<void> {
  if (uid !== undefined) await run('chown', ['-R', `${uid}:${gid}`, path]);
}

/** Beside the installed libraries, which the package lies among. */
function keptOf(root: string, version: string): string {
  return join(root.slice(0, root.lastIndexOf('node_modules') + 'node_modules'.length), '.cache', 'switchback', `small-cluster-${version}`);
}
