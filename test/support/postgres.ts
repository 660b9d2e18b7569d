import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import pg from 'pg';
import { eventually } from './eventually.ts';

/** Directory of `initdb` and `postgres`; null where PostgreSQL is not installed. */
export const POSTGRES_BINARIES = findBinaries();

export interface TestPostgres {
  /** An address of a new empty schema: much quicker than a database, and just as separate. */
  createSchema(): Promise<string>;
  /** Runs one statement as the administrator. */
  run(text: string): Promise<void>;
  /** Ends the server as `pg_ctl stop` does: its sessions are told so (fast), or cut off (immediate). */
  shutDown(mode: 'fast' | 'immediate'): Promise<void>;
  /** Starts the server that was shut down, with all that it held. */
  startAgain(): Promise<void>;
  /** No process of the server does anything until it is thawed; its connections stay open. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A throwaway cluster in a temporary directory, reached through a Unix socket: no port to collide with. It does not fsync. */
export async function startPostgres(): Promise<TestPostgres> {
  if (POSTGRES_BINARIES === null) throw new Error('PostgreSQL is not installed: neither PATH nor /usr/lib/postgresql has initdb.');
  const directory = mkdtempSync(join(tmpdir(), 'switchback-pg-'));
  const data = join(directory, 'data');
  const user = unprivilegedUser();
  if (user) chownSync(directory, user.uid, user.gid);
  const asUser: SpawnOptions = { ...user, cwd: directory };

  const init = spawnSync(
    join(POSTGRES_BINARIES, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync', '--no-instructions'],
    { ...asUser, encoding: 'utf8' },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);

  const settings = [`unix_socket_directories=${directory}`, 'listen_addresses=', 'fsync=off', 'shared_buffers=16MB', 'max_connections=60'];
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(directory)}`;
  const start = (): Promise<ChildProcess> => startServer(data, settings, asUser, url);
  let server = await start();
  return {
    createSchema: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const answer = await query(url, `create schema ${name}`);
      if (answer !== 'ok') throw new Error(`The schema was not created: ${answer}`);
      return `${url}&options=${encodeURIComponent(`-c search_path=${name}`)}`;
    },
    run: async (text) => {
      const answer = await query(url, text);
      if (answer !== 'ok') throw new Error(`PostgreSQL refused “${text}”: ${answer}`);
    },
    shutDown: (mode) => end(server, mode === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    startAgain: async () => {
      server = await start();
    },
    freeze: () => signalAll(server, 'SIGSTOP'),
    thaw: () => signalAll(server, 'SIGCONT'),
    stop: async () => {
      signalAll(server, 'SIGCONT');
      await end(server, 'SIGQUIT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function startServer(data: string, settings: readonly string[], asUser: SpawnOptions, url: string): Promise<ChildProcess> {
  const server = spawn(join(POSTGRES_BINARIES ?? '', 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...asUser,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  server.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await eventually(
    'PostgreSQL accepts connections',
    () => query(url, 'select 1'),
    (answer) => {
      if (server.exitCode !== null) throw new Error(`postgres ended: ${said.join('')}`);
      return answer === 'ok';
    },
  );
  return server;
}

/** Each backend is a session of its own, so it is found by its parent. */
function signalAll(server: ChildProcess, signal: NodeJS.Signals): void {
  if (server.exitCode !== null || server.pid === undefined) return;
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const backends = lines.map((line) => line.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === server.pid);
  for (const pid of [server.pid, ...backends.map(([own = 0]) => own)]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // A session may have ended since.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function query(url: string, text: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
    return 'ok';
  } catch (error) {
    return String(error);
  } finally {
    await client.end();
  }
}

function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) resolve();
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

function findBinaries(): string | null {
  const candidates = [
    ...(process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, 'initdb')),
    ...globSync('/usr/lib/postgresql/*/bin/initdb').sort().reverse(),
  ];
  const initdb = candidates.find((path) => existsSync(path) && existsSync(join(dirname(path), 'postgres')));
  return initdb === undefined ? null : dirname(initdb);
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new Error('Neither a user postgres nor nobody exists to run PostgreSQL as.');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}
