import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#sandbox/children/free-port.ts';
import { temporaryFolder } from '#sandbox/children/temporary-folder.ts';
import { serverUser, type ServerUser } from './server-user.ts';
import type { LocalPostgres } from './start-postgres.ts';

const START_DEADLINE_MS = 20_000;

// Runs the server, and stops it at once when standard input closes.
const KEEPER = `
exec 3<&0
"$@" 3<&- </dev/null & server=$!
( cat <&3 >/dev/null; kill -QUIT $server 2>/dev/null ) &
exec 3<&-
wait $server
`;

// Nothing here must survive a crash, and several worlds share one small machine.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  jit: 'off',
  shared_buffers: '16MB',
  max_connections: '60',
  lc_messages: 'C',
};

/**
 * Creates a database cluster in a temporary folder and runs the server found in `binaries` on it.
 * PostgreSQL cannot choose a port itself, so another program may take the one that was free: then it begins again.
 */
export async function startServer(binaries: string, attempts = 3): Promise<LocalPostgres> {
  const user = serverUser();
  const folder = await temporaryFolder('switchback-postgres-');
  try {
    const password = await createCluster(binaries, folder.path, user);
    const port = await freePort();
    const stop = await run(join(binaries, 'postgres'), folder.path, port, user);
    const close = async () => {
      await stop();
      await folder.remove();
    };
    const url = `postgresql://sandbox:${password}@127.0.0.1:${port}/postgres`;
    return { url, kind: 'server', why: `A PostgreSQL server was found in ${binaries}.`, close };
  } catch (error) {
    await folder.remove();
    if (attempts > 1 && String(error).includes('Address already in use')) return startServer(binaries, attempts - 1);
    throw error;
  }
}

async function createCluster(binaries: string, folder: string, user: ServerUser | null): Promise<string> {
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== null) {
    await chown(folder, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const options = ['--no-sync', '--no-locale', '--encoding=UTF8', '--auth=scram-sha-256', '--username=sandbox'];
  await promisify(execFile)(
    join(binaries, 'initdb'),
    [...options, `--pwfile=${passwordFile}`, `--pgdata=${join(folder, 'data')}`],
    processOptions(folder, user),
  );
  return password;
}

async function run(postgres: string, folder: string, port: number, user: ServerUser | null): Promise<() => Promise<void>> {
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', postgres, '-D', join(folder, 'data'), ...settings], {
    ...processOptions(folder, user),
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in the terminal reaches us first, and we close it in our order.
    detached: true,
  });
  const exited = once(keeper, 'exit');
  // The keeper may be gone already; its exit is what counts.
  keeper.stdin.on('error', () => {});
  const close = async (): Promise<void> => {
    keeper.stdin.end();
    await exited;
  };
  try {
    await ready(keeper.stderr.setEncoding('utf8'), exited);
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

function ready(log: NodeJS.ReadableStream, exited: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`PostgreSQL did not become ready: ${said.trim() || 'it said nothing'}`));
    const timer = setTimeout(fail, START_DEADLINE_MS);
    log.on('data', (text: string) => {
      said = (said + text).slice(-4_096);
      if (!said.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    void exited.then(() => {
      clearTimeout(timer);
      fail();
    }, reject);
  });
}

function processOptions(folder: string, user: ServerUser | null): { cwd: string; env: Record<string, string>; uid?: number; gid?: number } {
  return { cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }, ...user };
}
