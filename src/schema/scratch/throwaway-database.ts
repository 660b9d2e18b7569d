import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { CONTRIB } from './extensions.ts';

/** A database of its own on a server, and a role that may do nothing outside it. */
export interface Throwaway {
  readonly name: string;
  /** Holds the restricted role's password, never the administrator's. */
  readonly url: string;
  /** Another one that begins as this one is, of the same role. Nobody may be connected to this one. */
  copy(): Promise<Throwaway>;
  /** Undoes what SQL in it may have set for later sessions of its role. */
  restore(): Promise<void>;
  sizeMb(): Promise<number>;
  drop(): Promise<void>;
}

/** Extensions of a real server that touch nothing but their own database, beside those that PGlite has too. */
const SERVER_EXTENSIONS = new Set(['vector', 'postgis', 'pg_uuidv7', 'pg_jsonschema']);

/** Whoever may create databases and roles; `url` is any address of the server. */
export interface Administrator {
  readonly url: string;
  readonly pool: pg.Pool;
  /** How a database is copied; null leaves that to the server. */
  readonly strategy: 'file_copy' | null;
  /** A database that nobody can have written to. */
  readonly empty: 'template0' | 'template1';
}

type Making = Pick<Administrator, 'strategy' | 'empty'>;

export function administratorOf(url: string, making: Making = { strategy: null, empty: 'template0' }): Administrator {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    allowExitOnIdle: true,
  });
  // A connection that is lost while nobody uses it must not end this process; the next query reports it.
  pool.on('error', () => {});
  return { url, pool, ...making };
}

/**
 * Throws where the database cannot be created, or where its role cannot be restricted: hostile SQL is never run with the rights of the administrator,
 * who needs CREATEDB and CREATEROLE. Harmless ones of `extensions` that only an administrator may create are created beforehand.
 */
export async function createThrowaway({ url, pool, strategy, empty }: Administrator, extensions: readonly string[]): Promise<Throwaway> {
  const role = nameOf();
  const password = randomBytes(18).toString('hex');
  const databases = new Set<string>();

  async function create(template: string): Promise<Throwaway> {
    const name = nameOf();
    databases.add(name);
    try {
      await pool.query(`create database ${name} owner ${role} template ${template}${strategy === null ? '' : ` strategy ${strategy}`}`);
      await pool.query(`revoke all on database ${name} from public`);
    } catch (error) {
      await drop(name);
      throw error;
    }
    return {
      name,
      url: urlOf(url, name, { role, password }),
      copy: () => create(name),
      restore: () => restore(name),
      sizeMb: () => sizeMb(name),
      drop: () => drop(name),
    };
  }

  async function restore(name: string): Promise<void> {
    await pool.query(
      `alter role ${role} password '${password}'; alter role ${role} reset all; alter role ${role} in database ${name} reset all; alter database ${name} reset all`,
    );
  }

  async function sizeMb(name: string): Promise<number> {
    const { rows } = await pool.query<{ size: number }>(`select (pg_catalog.pg_database_size('${name}') / 1048576)::integer as size`);
    return rows[0]?.size ?? 0;
  }

  async function drop(name: string): Promise<void> {
    // Its owner may have made it a template, which nobody can drop.
    await pool.query(`alter database ${name} is_template false`).catch(() => {});
    await pool.query(`drop database if exists ${name} with (force)`);
    databases.delete(name);
    if (databases.size === 0) await pool.query(`drop role if exists ${role}`);
  }

  await pool.query(`create role ${role} login password '${password}' nosuperuser nocreatedb nocreaterole noreplication connection limit 8`);
  await pool.query(`grant ${role} to current_user`);
  const first = await create(empty);
  try {
    await createExtensions(urlOf(url, first.name), extensions);
    return first;
  } catch (error) {
    await first.drop();
    throw error;
  }
}

async function createExtensions(url: string, wanted: readonly string[]): Promise<void> {
  const harmless = wanted.filter((name) => CONTRIB.has(name) || SERVER_EXTENSIONS.has(name));
  if (harmless.length === 0) return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, statement_timeout: 60_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      'select name from pg_catalog.pg_available_extension_versions where name = any($1) group by name having not bool_or(trusted)',
      [harmless],
    );
    for (const { name } of rows) await client.query(`create extension if not exists "${name}" cascade`);
  } finally {
    await client.end();
  }
}

/** Its time tells, when one was left behind, how old it is. */
function nameOf(): string {
  return `switchback_scratch_${Date.now()}_${randomBytes(4).toString('hex')}`;
}

function urlOf(serverUrl: string, database: string, account?: { role: string; password: string }): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  url.searchParams.delete('options');
  if (account) {
    url.username = account.role;
    url.password = account.password;
  }
  return url.href;
}
