import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetKept, initialise } from './initialise.ts';
import { install } from './install.ts';
import { serverUser } from './server-user.ts';

/** A PostgreSQL as it lies on this machine. */
export interface Binaries {
  /** Holds `bin`, and what it needs beside it. */
  readonly root: string;
  readonly version: string;
  /** Whether its shared libraries lie in `lib`, where no system looks for them. */
  readonly bringsLibraries: boolean;
}

export interface ServerOptions {
  /** `socket`: a private Unix socket and no network. `loopback`: a free port of 127.0.0.1. */
  readonly listen: 'socket' | { readonly port: number };
  /** For each process of the server, and for each file that it writes; null for a server whose SQL is our own. */
  readonly limits: { readonly memoryMb: number; readonly fileMb: number } | null;
  /** Called once for a server that was ready, whoever ended it. */
  readonly ended?: () => void;
}

export interface LocalServer {
  /** Of the superuser, with its password. */
  readonly url: string;
  /** Stops it at once and deletes its data. Calling it again is harmless. */
  readonly close: () => Promise<void>;
}

/** What a server that holds almost nothing maps: code, libraries and shared memory. */
const MAPPED_MB = 320;

/**
 * Runs the server, and when standard input closes stops it at once and deletes its folder: so also when the process that started it is killed.
 * A limit that the system does not know is none.
 */
const KEEPER = `
folder=$1 memory=$2 file=$3; shift 3
[ "$memory" = none ] || ulimit -v "$memory" 2>/dev/null
[ "$file" = none ] || ulimit -f "$file" 2>/dev/null
ulimit -c 0
exec 3<&0
"$@" 3<&- </dev/null & server=$!
( cat <&3 >/dev/null; kill -QUIT $server 2>/dev/null ) &
exec 3<&-
wait $server
cd /
rm -rf "$folder"
# Whoever still waits for standard input to close would then signal a number that is another process's.
kill -KILL 0
`;

// Nothing here must survive a crash, and several servers share one small machine.
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_replication_slots: '0',
  max_wal_size: '64MB',
  wal_init_zero: 'off',
  autovacuum: 'off',
  jit: 'off',
  shared_buffers: '16MB',
  temp_file_limit: '256MB',
  max_connections: '60',
  io_method: 'sync',
  // Memory is limited for each process, so a statement has one.
  max_worker_processes: '0',
  // One whose client is gone ends, whatever it has set itself.
  client_connection_check_interval: '1s',
  // With `strategy file_copy` a database is copied by the kernel: seven times cheaper here than through the server's own buffers.
  file_copy_method: 'clone',
  lc_messages: 'C',
};
/** Those that an older server does not know. */
const SINCE_18 = new Set(['io_method', 'file_copy_method']);

/**
 * A throwaway database cluster in a temporary folder, and its server. It runs as an unprivileged user, and ends with this process however that ends.
 *
 * @throws where it does not start; the message has what the server said
 */
export async function startServer(binaries: Binaries, options: ServerOptions): Promise<LocalServer> {
  try {
    return await startIn(await mkdtemp(join(tmpdir(), 'switchback-postgres-')), binaries, options);
  } catch {
    // What was kept of an earlier start may be damaged.
    await forgetKept(binaries);
    return await startIn(await mkdtemp(join(tmpdir(), 'switchback-postgres-')), binaries, options);
  }
}

/** Until the server's own keeper stands: whoever still writes there ends at the same moment, so it is removed twice. */
const GUARD = 'read -r _; rm -rf "$1"; sleep 1; rm -rf "$1"';

async function startIn(folder: string, binaries: Binaries, options: ServerOptions): Promise<LocalServer> {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.stdin.on('error', () => {});
  try {
    return await start(folder, binaries, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    guard.kill('SIGKILL');
  }
}

async function start(folder: string, binaries: Binaries, { listen, limits, ended }: ServerOptions): Promise<LocalServer> {
  const user = serverUser();
  if (user !== null) await chown(folder, user.uid, user.gid);
  const { bin, libraries } = await install(binaries, folder, user);
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...(libraries !== null && { LD_LIBRARY_PATH: libraries }) };
  const account = { cwd: folder, env, ...user };
  const data = join(folder, 'data');
  const password = await initialise(binaries, bin, data, account);

  const place =
    listen === 'socket'
      ? { listen_addresses: '', unix_socket_directories: folder }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(listen.port) };
  const known = Object.entries({ ...SETTINGS, ...place }).filter(([name]) => binaries.bringsLibraries || !SINCE_18.has(name));
  const [memory, file] = limits === null ? ['none', 'none'] : [(limits.memoryMb + MAPPED_MB) * 1024, limits.fileMb * 2048].map(String);
  const keeper = spawn(
    '/bin/sh',
    ['-c', KEEPER, 'keeper', folder, memory ?? 'none', file ?? 'none', join(bin, 'postgres'), '-D', data, ...known.flatMap(setting)],
    // A group of its own: Ctrl-C in the terminal reaches us first, and we close it in our order.
    { ...account, stdio: ['pipe', 'ignore', 'pipe'], detached: true },
  );
  const exited = once(keeper, 'exit');
  // Whoever waits for nothing else may end, and it with them.
  keeper.unref();
  // The keeper may be gone already; its exit is what counts.
  keeper.stdin.on('error', () => {});
  const close = async (): Promise<void> => {
    keeper.ref();
    keeper.stdin.end();
    await exited;
  };
  try {
    await ready(keeper.stderr.setEncoding('utf8'), exited);
    for (const pipe of [keeper.stdin, keeper.stderr]) (pipe as Socket).unref();
  } catch (error) {
    await close();
    throw error;
  }
  void exited.then(ended);
  const url = new URL(`postgresql://postgres:${password}@127.0.0.1/postgres`);
  if (listen === 'socket') url.searchParams.set('host', folder);
  else url.port = String(listen.port);
  return { url: url.href, close };
}

function setting([name, value]: readonly [string, string]): string[] {
  return ['-c', `${name}=${value}`];
}

/** Settles when it is ready or has ended: a machine that is slow makes it late, never wrong. */
function ready(log: NodeJS.ReadableStream, exited: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    log.on('data', (text: string) => {
      said = (said + text).slice(-4_096);
      if (said.includes('database system is ready to accept connections')) resolve();
    });
    const fail = (): void => reject(new Error(`PostgreSQL did not become ready: ${said.trim() || 'it said nothing'}`));
    void exited.then(fail, fail);
  });
}
