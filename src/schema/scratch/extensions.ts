import { isOnSupabase } from '../history/on-supabase.ts';
import type { History } from '../migration.ts';

/**
 * Extensions that PGlite carries, by their SQL name, with the module under `@electric-sql/pglite/contrib/` that holds each. Those that only look
 * into server internals or reach files are left out: a migration that asks for one of them is unknown.
 */
export const CONTRIB: ReadonlyMap<string, string> = new Map([
  ...['bloom', 'btree_gin', 'btree_gist', 'citext', 'cube', 'dict_int', 'dict_xsyn', 'earthdistance', 'fuzzystrmatch', 'hstore'].map(same),
  ...['intarray', 'isn', 'lo', 'ltree', 'moddatetime', 'pg_stat_statements', 'pg_trgm', 'pgcrypto', 'seg', 'tablefunc', 'tcn'].map(same),
  ...['tsm_system_rows', 'tsm_system_time', 'unaccent'].map(same),
  ['uuid-ossp', 'uuid_ossp'],
]);

/** Extensions that come as packages of their own, used where they are installed: package and export. */
export const COMPANIONS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['vector', ['@electric-sql/pglite-pgvector', 'vector']],
]);

/** Names of all extensions that the migrations may ask for: too many costs a little start-up time, too few costs an answer. */
export function extensionsOf(history: Extract<History, { kind: 'history' }>): string[] {
  const named = history.migrations.flatMap(({ up }) =>
    [...up.sql.matchAll(/\bextension\s+(?:if\s+not\s+exists\s+)?"?(?<name>[\w-]+)/giu)].map((match) => match.groups?.['name'] ?? ''),
  );
  const always = isOnSupabase(history) ? ['uuid-ossp', 'pgcrypto'] : [];
  return [...new Set([...always, ...named.map((name) => name.toLowerCase())])];
}

function same(name: string): [string, string] {
  return [name, name];
}
