import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startPostgres } from '#sandbox/postgres/start-postgres.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import type { Database } from '#src/providers/database.ts';

/** Roles as people have them: one that owns the tables, and those that read. `monitor` has pg_read_all_stats. */
export type LiveRole = 'owner' | 'reader' | 'stranger' | 'monitor';

export interface LiveDatabase {
  /** Runs as the owner, several statements at once if need be. */
  readonly run: (sql: string) => Promise<void>;
  readonly runAsSuperuser: (sql: string) => Promise<void>;
  readonly urlOf: (role: LiveRole | 'superuser') => string;
  readonly as: (role: LiveRole | 'superuser') => Database;
}

export interface LivePostgres {
  readonly password: string;
  create(): Promise<LiveDatabase>;
  stop(): Promise<void>;
}

/** A real server that asks for passwords. */
export async function startLivePostgres(): Promise<LivePostgres> {
  const server = await startPostgres('server');
  // Characters that a URL writes in another way.
  const password = 'p@ss/word with:marks';
  const roles = ['owner', 'reader', 'stranger', 'monitor'].map((role) => `create role ${role} login password '${password}'`);
  await runAt(server.url, [...roles, 'grant pg_read_all_stats to monitor'].join(';'));
  return {
    password,
    create: async () => {
      const name = `live_${randomBytes(4).toString('hex')}`;
      await runAt(server.url, `create database ${name} owner owner`);
      const urlOf = (role: LiveRole | 'superuser'): string => {
        const url = new URL(server.url);
        url.pathname = `/${name}`;
        if (role !== 'superuser') [url.username, url.password] = [role, encodeURIComponent(password)];
        return url.href;
      };
      return {
        run: (sql) => runAt(urlOf('owner'), sql),
        runAsSuperuser: (sql) => runAt(urlOf('superuser'), sql),
        urlOf,
        as: (role) => createPostgres({ url: urlOf(role), statementTimeoutMs: 10_000 }),
      };
    },
    stop: server.close,
  };
}

async function runAt(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
