import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { CONTRIB } from './extensions.ts';

/** A database of its own on somebody's server, and a role that may do nothing outside it. */
export interface Throwaway {
  /** Holds the restricted role's password, never the administrator's. */
  readonly url: string;
  drop(): Promise<void>;
}

/** Extensions of a real server that touch nothing but their own database, beside those that PGlite has too. */
const SERVER_EXTENSIONS = new Set(['vector', 'postgis', 'pg_uuidv7', 'pg_jsonschema']);

/**
 * Throws where the database cannot be created, or where its role cannot be restricted: hostile SQL is never run with the rights of `serverUrl`,
 * which needs CREATEDB and CREATEROLE. Harmless ones of `extensions` are created beforehand where the server has them.
 */
export async function createThrowaway(serverUrl: string, extensions: readonly string[]): Promise<Throwaway> {
  const name = `switchback_scratch_${Date.now()}_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('hex');
  const drop = (): Promise<void> =>
    withClient(serverUrl, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`drop role if exists ${name}`);
    });
  try {
    await withClient(serverUrl, async (client) => {
      await client.query(
        `create role ${name} login password '${password}' nosuperuser nocreatedb nocreaterole noreplication connection limit 4`,
      );
      await client.query(`grant ${name} to current_user`);
      await client.query(`create database ${name} owner ${name} template template0`);
      await client.query(`revoke all on database ${name} from public`);
    });
    await withClient(urlOf(serverUrl, name), (client) => createExtensions(client, extensions));
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: urlOf(serverUrl, name, { name, password }), drop };
}

async function createExtensions(client: pg.Client, wanted: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from pg_catalog.pg_available_extensions');
  const there = new Set(rows.map(({ name }) => name));
  const harmless = wanted.filter((name) => there.has(name) && (CONTRIB.has(name) || SERVER_EXTENSIONS.has(name)));
  for (const name of harmless) await client.query(`create extension if not exists "${name}" cascade`);
}

function urlOf(serverUrl: string, database: string, role?: { name: string; password: string }): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  url.searchParams.delete('options');
  if (role) {
    url.username = role.name;
    url.password = role.password;
  }
  return url.href;
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, statement_timeout: 60_000 });
  // Without a listener a lost connection would end the process; the query under way reports it.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
