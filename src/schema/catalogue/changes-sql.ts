/** Identifiers below are those of the server's own objects. */
const FIRST_OWN = 16_384;

const RELATION_KINDS = `('r', 'p', 'f', 'v', 'm')`;

/**
 * Where a database stands, and what was written since the transaction `since`: one row of JSON, see `ChangesSchema`. Every catalogue is scanned
 * once; a row tells by the transaction that wrote it that it is new or changed, and by its absence that it was deleted. One query for what was
 * changed would be planned longer than it runs.
 *
 * @param since a transaction; 0 is before all
 */
export function changesSql(since: number): string {
  const recent = (row: string): string => `age(${row}.xmin) <= age('${since}'::xid)`;
  const list = (value: string, condition: string): string => `coalesce(json_agg(${value}::bigint) filter (where ${condition}), '[]')`;
  const owners = (table: string, row: string, owner: string): string =>
    `(select coalesce(json_agg(distinct ${row}.${owner}::bigint), '[]') from pg_catalog.${table} ${row} where ${recent(row)})`;
  const scan = (name: string, from: string, ...fields: readonly string[]): string =>
    `'${name}', (select json_build_object(${fields.join(', ')}) from pg_catalog.${from})`;
  const identified = (row: string): string =>
    `'newest', max(${row}.oid)::bigint, 'oldestRecent', min(${row}.oid::bigint) filter (where ${recent(row)})`;
  const anyRecent = (table: string): string => `exists (select from pg_catalog.${table} x where ${recent('x')})`;
  return `
select json_build_object(
  'xid', pg_snapshot_xmax(pg_current_snapshot())::text::bigint % 4294967296,
  'settled', pg_current_xact_id_if_assigned() is null,
  'roles', (select json_agg(json_build_array(r.oid::bigint, r.rolname, r.rolsuper) order by r.oid) from pg_catalog.pg_roles r)::text,
  ${[
    scan(
      'classes',
      'pg_class c',
      `'newest', max(c.oid)::bigint`,
      `'recent', coalesce(json_agg(json_build_array(c.oid::bigint, c.relkind)) filter (where ${recent('c')}), '[]')`,
      `'relations', ${list('c.oid', `c.relkind in ${RELATION_KINDS} and c.oid >= ${FIRST_OWN}`)}`,
      `'ruled', ${list('c.oid', `c.relhasrules and c.oid >= ${FIRST_OWN}`)}`,
      `'composites', ${list('c.oid', `c.relkind = 'c'`)}`,
      `'sequences', ${list('c.oid', `c.relkind = 'S'`)}`,
    ),
    scan('types', 'pg_type t', identified('t'), `'named', ${list('t.oid', `t.typtype in ('e', 'd') and t.oid >= ${FIRST_OWN}`)}`),
    scan('functions', 'pg_proc p', identified('p'), `'count', count(*)`),
    scan('schemas', 'pg_namespace n', identified('n'), `'count', count(*)`),
    scan('labels', 'pg_enum e', `'recent', coalesce(bool_or(${recent('e')}), false)`, `'count', count(*)`),
    scan(
      'constraints',
      'pg_constraint k',
      `'there', ${list('k.oid', `k.conrelid <> 0`)}`,
      `'ofDomains', count(*) filter (where k.contypid <> 0)`,
      `'recentOfDomains', coalesce(bool_or(${recent('k')}) filter (where k.contypid <> 0), false)`,
    ),
    scan('indexes', 'pg_index i', `'there', ${list('i.indexrelid', `i.indisunique and i.indislive and i.indisready`)}`),
    scan('triggers', 'pg_trigger t', `'there', ${list('t.oid', 'not t.tgisinternal')}`),
    scan('rules', 'pg_rewrite w', `'there', ${list('w.oid', `w.rulename <> '_RETURN'`)}`),
    scan('policies', 'pg_policy p', `'there', ${list('p.oid', 'true')}`),
    scan(
      'depend',
      'pg_depend d',
      `'members', count(*) filter (where d.deptype = 'e') || ' ' || coalesce(sum(d.objid::bigint) filter (where d.deptype = 'e'), 0)`,
      `'owned', coalesce(json_agg(json_build_array(d.objid::bigint, d.refobjid::bigint, d.refobjsubid) order by d.objid, d.refobjid, d.refobjsubid)
        filter (where d.classid = 'pg_catalog.pg_class'::regclass and d.objid in (select s.oid from pg_catalog.pg_class s where s.relkind = 'S')
          and d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype in ('a', 'i')), '[]')::text`,
    ),
  ].join(',\n  ')},
  'attributes', ${owners('pg_attribute', 'a', 'attrelid')},
  'written', json_build_array(${[
    owners('pg_attrdef', 'd', 'adrelid'),
    owners('pg_index', 'i', 'indrelid'),
    owners('pg_constraint', 'k', 'conrelid'),
    owners('pg_trigger', 't', 'tgrelid'),
    owners('pg_rewrite', 'w', 'ev_class'),
    owners('pg_inherits', 'h', 'inhrelid'),
    owners('pg_policy', 'p', 'polrelid'),
    `(select coalesce(json_agg(p.polrelid::bigint), '[]') from pg_catalog.pg_policy p where concat(p.polqual::text, p.polwithcheck::text) like '%{SUBLINK %')`,
  ].join(',\n    ')}),
  'others', ${['pg_operator', 'pg_collation', 'pg_ts_config', 'pg_ts_dict', 'pg_language', 'pg_extension'].map(anyRecent).join(' or ')}
) as answer`;
}
