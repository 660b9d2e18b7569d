import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import pg from 'pg';
import type { Ran } from '#src/schema/scratch.ts';
import { startPostgres, POSTGRES_BINARIES } from '#test/support/postgres.ts';

/** A database to try schemas on. It has a role `app` that is no superuser. */
export interface Ground {
  readonly major: number;
  /** Whether a collation can have a say in what is the same: the embedded one comes without ICU's rules. */
  readonly collates: boolean;
  /** Empties it, then runs the SQL. */
  begin(sql: string): Promise<void>;
  run(sql: string): Promise<void>;
  probe(sql: string): Promise<Ran>;
}

export interface Engine {
  /** Two, so that one can stay on the old schema. */
  readonly grounds: readonly [Ground, Ground];
  stop(): Promise<void>;
}

const EMPTY = `
do $$ declare name text; begin
  for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', name);
  end loop;
end $$;
create schema public;
grant usage on schema public to public;
set search_path = public`;

/** A collation to which capitals are all the same. */
export const ANY_CASE = "provider = icu, locale = 'und-u-ks-level2', deterministic = false";

const ROLE = 'do $$ begin create role app; exception when duplicate_object then null; end $$';

export async function openPglite(): Promise<Engine> {
  const databases = await Promise.all([PGlite.create({ extensions: { citext } }), PGlite.create({ extensions: { citext } })]);
  const [old, now] = databases.map((database) =>
    groundOf(async (sql) => {
      const results = await database.exec(sql);
      return results.at(-1)?.rows ?? [];
    }),
  );
  return {
    grounds: [await prepared(old), await prepared(now)],
    stop: async () => {
      await Promise.all(databases.map((database) => database.close()));
    },
  };
}

/** Null where PostgreSQL is not installed. */
export async function openNative(): Promise<Engine | null> {
  if (POSTGRES_BINARIES === null) return null;
  const server = await startPostgres();
  const first = new pg.Client({ connectionString: await server.createSchema() });
  await first.connect();
  await first.query('create database second');
  const second = new pg.Client({ host: first.host, user: 'postgres', database: 'second' });
  await second.connect();
  const [old, now] = [first, second].map((client) =>
    groundOf(async (sql) => {
      const answer: unknown = await client.query(sql);
      const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
      return last instanceof pg.Result ? last.rows : [];
    }),
  );
  return {
    grounds: [await prepared(old), await prepared(now)],
    stop: async () => {
      await Promise.all([first.end(), second.end()]);
      await server.stop();
    },
  };
}

type Query = (sql: string) => Promise<readonly unknown[]>;

function groundOf(query: Query): { readonly query: Query; readonly probe: (sql: string) => Promise<Ran> } {
  return {
    query,
    probe: async (sql) => {
      await query('begin');
      try {
        return { kind: 'ok', rows: (await query(sql)).map(asRow) };
      } catch (error) {
        return failure(error);
      } finally {
        await query('rollback');
      }
    },
  };
}

async function prepared(ground: ReturnType<typeof groundOf> | undefined): Promise<Ground> {
  if (!ground) throw new Error('There are two databases, and one is missing.');
  const { query, probe } = ground;
  await query(ROLE);
  const version = await query("select current_setting('server_version_num')::int as number");
  await query(`create collation any_case (${ANY_CASE})`);
  const compared = await query("select 'a' = 'A' collate any_case as same");
  return {
    major: Math.floor(Number(asRow(version[0])['number']) / 10_000),
    collates: asRow(compared[0])['same'] === true,
    begin: async (sql) => {
      await query(EMPTY);
      await query(sql);
    },
    run: async (sql) => {
      await query(sql);
    },
    probe,
  };
}

type Row = Extract<Ran, { kind: 'ok' }>['rows'][number];

function asRow(row: unknown): Row {
  if (typeof row !== 'object' || row === null) throw new Error('A row is an object.');
  return row as Row;
}

function failure(error: unknown): Ran {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
  return { kind: 'failed', sqlstate: error.code, message: error.message, position: null };
}
