import { BOOKKEEPING_SCHEMAS, BOOKKEEPING_TABLES } from './bookkeeping.ts';
import { grantsSql, ownerSql } from './grants-sql.ts';
import { THERE_SQL } from './changes-sql.ts';
import type { Stale } from './changes.ts';
import { COMPOSITES_SQL, relationsSql } from './relations-sql.ts';

const literals = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

const SCHEMAS = `
  select coalesce(json_agg(json_build_object('oid', n.oid::bigint, 'name', n.nspname, 'owner', ${ownerSql('n.nspowner')},
    'grants', (${grantsSql('n', 'n.nspacl', 'n.nspowner')})) order by n.nspname), '[]')
  from spaces n`;

const FUNCTIONS = `
  select coalesce(json_agg(json_build_object(
      'oid', p.oid::bigint, 'schema', n.nspname, 'name', p.proname, 'kind', p.prokind,
      'arguments', (select coalesce(json_agg(json_build_object('name', coalesce(a.name, ''), 'type', format_type(a.type, null)) order by a.n), '[]')
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargnames, p.proargmodes) with ordinality as a (type, name, mode, n)
        where a.type is not null and coalesce(a.mode, 'i') in ('i', 'b', 'v')),
      'defaults', p.pronargdefaults, 'variadic', p.provariadic <> 0,
      'result', coalesce(pg_get_function_result(p.oid), ''),
      'columns', (select coalesce(json_agg(json_build_object('name', coalesce(a.name, ''), 'type', format_type(a.type, null)) order by a.n), '[]')
        from unnest(p.proallargtypes, p.proargnames, p.proargmodes) with ordinality as a (type, name, mode, n)
        where a.mode in ('o', 'b', 't')),
      'body', case when p.prokind <> 'a' then md5(pg_get_functiondef(p.oid)) end,
      'volatility', p.provolatile,
      'grants', (${grantsSql('f', 'p.proacl', 'p.proowner')})
    ) order by n.nspname, p.proname, p.oid), '[]')
  from pg_catalog.pg_proc p
  join spaces n on n.oid = p.pronamespace
  where not exists (select from members m where m.classid = 'pg_catalog.pg_proc'::regclass and m.objid = p.oid)`;

const TYPES = `from pg_catalog.pg_type t
  join spaces n on n.oid = t.typnamespace
  where not exists (select from members m where m.classid = 'pg_catalog.pg_type'::regclass and m.objid = t.oid)`;

const ENUMS = `
  select coalesce(json_agg(json_build_object('oid', t.oid::bigint, 'schema', n.nspname, 'name', t.typname, 'labels',
      (select coalesce(json_agg(e.enumlabel order by e.enumsortorder), '[]') from pg_catalog.pg_enum e where e.enumtypid = t.oid)
    ) order by n.nspname, t.typname), '[]')
  ${TYPES} and t.typtype = 'e'`;

const DOMAINS = `
  select coalesce(json_agg(json_build_object(
      'oid', t.oid::bigint, 'schema', n.nspname, 'name', t.typname, 'base', format_type(t.typbasetype, t.typtypmod),
      'notNull', t.typnotnull, 'default', t.typdefault, 'checks',
      (select coalesce(json_agg(json_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, 0)) order by k.conname), '[]')
        from pg_catalog.pg_constraint k where k.contypid = t.oid and k.contype = 'c')
    ) order by n.nspname, t.typname), '[]')
  ${TYPES} and t.typtype = 'd'`;

const SEQUENCES = `
  select coalesce(json_agg(json_build_object('oid', c.oid::bigint, 'schema', c.nspname, 'name', c.relname, 'ownedBy', o.column_name,
    'grants', (${grantsSql('s', 'c.relacl', 'c.relowner')})) order by c.nspname, c.relname), '[]')
  from relations c
  left join lateral (select s.nspname || '.' || r.relname || '.' || a.attname as column_name, r.relname
    from pg_catalog.pg_depend d
    join pg_catalog.pg_class r on r.oid = d.refobjid
    join pg_catalog.pg_namespace s on s.oid = r.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum = d.refobjsubid
    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_catalog.pg_class'::regclass
      and d.deptype in ('a', 'i') and d.refobjsubid > 0 limit 1) o on true
  where c.relkind = 'S' and coalesce(o.relname, '') not in (${literals(BOOKKEEPING_TABLES)})`;

const EXTENSIONS = `
  select coalesce(json_agg(json_build_object('name', e.extname, 'schema', n.nspname, 'version', e.extversion) order by e.extname), '[]')
  from pg_catalog.pg_extension e
  join pg_catalog.pg_namespace n on n.oid = e.extnamespace
  where n.nspname <> 'pg_catalog'`;

// What older servers do not have is null here, not an error.
const PUBLICATIONS = `
  select coalesce(json_agg(json_build_object('name', t.pubname, 'table', t.schemaname || '.' || t.tablename,
      'columns', coalesce(to_jsonb(t) -> 'attnames', '[]'), 'filter', to_jsonb(t) ->> 'rowfilter',
      'actions', array_remove(array[case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
        case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end], null)
    ) order by t.pubname, t.schemaname, t.tablename), '[]')
  from pg_catalog.pg_publication_tables t
  join pg_catalog.pg_publication p on p.pubname = t.pubname`;

const WITH = `
with members as materialized (select d.classid, d.objid from pg_catalog.pg_depend d where d.deptype = 'e'),
spaces as materialized (
  select n.oid, n.nspname, n.nspowner, n.nspacl from pg_catalog.pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', ${literals(BOOKKEEPING_SCHEMAS)})
),
relations as materialized (
  select c.*, n.nspname from pg_catalog.pg_class c
  join spaces n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') and c.relpersistence <> 't' and c.relname not in (${literals(BOOKKEEPING_TABLES)})
    and not exists (select from members m where m.classid = 'pg_catalog.pg_class'::regclass and m.objid = c.oid)
)`;

const HEAD = `
  'format', 1,
  'server', current_setting('server_version_num')::int,
  'searchPath', current_setting('search_path')`;

const PARTS = {
  schemas: SCHEMAS,
  relations: relationsSql(new Set()),
  functions: FUNCTIONS,
  enums: ENUMS,
  domains: DOMAINS,
  composites: COMPOSITES_SQL,
  sequences: SEQUENCES,
  publications: PUBLICATIONS,
  extensions: EXTENSIONS,
};

export type Part = keyof typeof PARTS;

const partSql = (part: Part): string => `'${part}', (${PARTS[part]})`;

/**
 * One query, one row, one column `catalogue`. It reads `pg_catalog` alone, because `information_schema` hides from a plain role what it
 * may not use. The search path must be empty, so that names are printed qualified; the answer says which it was.
 */
export const CATALOGUE_SQL = `${WITH}
select json_build_object(${[HEAD, ...(['schemas', 'relations', 'functions', 'enums', 'domains', 'composites', 'sequences', 'publications', 'extensions'] as const).map(partSql)].join(', ')}) as catalogue`;

/** The same of what is stale, and where something was dropped what is still there. */
export function staleSql({ parts, relations, empty, dropped }: Stale): string {
  const some = relations.length === 0 ? [] : [`'relations', (${relationsSql(empty)} and c.oid in (${relations.join(', ')}))`];
  const there = dropped ? [`'there', ${THERE_SQL}`] : [];
  return `${WITH}\nselect json_build_object(${[HEAD, ...some, ...parts.map(partSql), ...there].join(', ')}) as catalogue`;
}
