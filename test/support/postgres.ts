import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
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
  const server = spawn(join(POSTGRES_BINARIES, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...asUser,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  server.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(directory)}`;

  await eventually(
    'PostgreSQL accepts connections',
    () => query(url, 'select 1'),
    (answer) => {
      if (server.exitCode !== null) throw new Error(`postgres ended: ${said.join('')}`);
      return answer === 'ok';
    },
  );
  return {
    createSchema: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const answer = await query(url, `create schema ${name}`);
      if (answer !== 'ok') throw new Error(`The schema was not created: ${answer}`);
      return `${url}&options=${encodeURIComponent(`-c search_path=${name}`)}`;
    },
    stop: async () => {
      await end(server);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function query(url: string, text: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
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

function end(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) resolve();
    server.once('exit', () => resolve());
    server.kill('SIGQUIT');
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
