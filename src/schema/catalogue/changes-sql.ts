/** Identifiers below are those of the server's own objects. */
const FIRST_OWN = 16_384;

const RELATION_KINDS = `('r', 'p', 'f', 'v', 'm')`;

/** Which rows are parts of relations that a catalogue holds. */
const COUNTED = {
  constraints: 'k.conrelid <> 0',
  indexes: 'i.indisunique and i.indislive and i.indisready',
  triggers: 'not t.tgisinternal',
  rules: `w.rulename <> '_RETURN'`,
  policies: 'true',
};

const oids = (oid: string, from: string, condition: string): string =>
  `(select coalesce(json_agg(${oid}::bigint), '[]') from pg_catalog.${from} where ${condition})`;

/** The identifiers of all those parts: where one was dropped its relation may be otherwise unchanged. */
export const THERE_SQL = `json_build_object(
  'constraints', ${oids('k.oid', 'pg_constraint k', COUNTED.constraints)},
  'indexes', ${oids('i.indexrelid', 'pg_index i', COUNTED.indexes)},
  'triggers', ${oids('t.oid', 'pg_trigger t', COUNTED.triggers)},
  'rules', ${oids('w.oid', 'pg_rewrite w', COUNTED.rules)},
  'policies', ${oids('p.oid', 'pg_policy p', COUNTED.policies)})`;

/**
 * Where a database stands, and what was written since the transaction `since`: one row of JSON, see `ChangesSchema`. Every catalogue is scanned
 * once; a row tells by the transaction that wrote it that it is new or changed; that one was deleted shows in the count of those that are neither. One query for what was
 * changed would be planned longer than it runs.
 *
 * @param since a transaction; 0 is before all
 */
export function changesSql(since: number): string {
  const recent = (row: string): string => `age(${row}.xmin) <= age('${since}'::xid)`;
  const list = (value: string, condition: string): string => `coalesce(json_agg(${value}::bigint) filter (where ${condition}), '[]')`;
  const written = (owner: string, condition: string): string =>
    `'written', coalesce(json_agg(distinct ${owner}::bigint) filter (where ${condition}), '[]')`;
  const counted = (row: string, owner: string, condition: string, also = 'false'): string =>
    [
      `'all', count(*) filter (where ${condition})`,
      `'old', count(*) filter (where ${condition} and not ${recent(row)})`,
      written(owner, `${recent(row)} or ${also}`),
    ].join(', ');
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
      `'granted', coalesce(bool_or(c.relacl is not null or c.relowner not in (select r.oid from pg_catalog.pg_roles r where r.rolsuper))
        filter (where c.oid >= ${FIRST_OWN}), false)`,
    ),
    scan('types', 'pg_type t', identified('t'), `'named', ${list('t.oid', `t.typtype in ('e', 'd') and t.oid >= ${FIRST_OWN}`)}`),
    scan('functions', 'pg_proc p', identified('p'), `'count', count(*)`),
    scan('schemas', 'pg_namespace n', identified('n'), `'count', count(*)`),
    scan('labels', 'pg_enum e', `'recent', coalesce(bool_or(${recent('e')}), false)`, `'count', count(*)`),
    scan(
      'attributes',
      'pg_attribute a',
      written('a.attrelid', recent('a')),
      `'granted', bool_or(a.attacl is not null and a.attrelid >= ${FIRST_OWN})`,
    ),
    scan('defaults', 'pg_attrdef d', written('d.adrelid', recent('d'))),
    scan('children', 'pg_inherits h', written('h.inhrelid', recent('h'))),
    scan(
      'constraints',
      'pg_constraint k',
      counted('k', 'k.conrelid', COUNTED.constraints),
      `'checks', count(*) filter (where k.contype = 'c' and k.conrelid <> 0)`,
      `'foreignKeys', count(*) filter (where k.contype = 'f')`,
      `'ofDomains', count(*) filter (where k.contypid <> 0)`,
      `'recentOfDomains', coalesce(bool_or(${recent('k')}) filter (where k.contypid <> 0), false)`,
    ),
    scan('indexes', 'pg_index i', counted('i', 'i.indrelid', COUNTED.indexes), `'exclusive', bool_or(i.indisexclusion)`),
    scan('triggers', 'pg_trigger t', counted('t', 't.tgrelid', COUNTED.triggers)),
    scan('rules', 'pg_rewrite w', counted('w', 'w.ev_class', COUNTED.rules)),
    scan(
      'policies',
      'pg_policy p',
      counted('p', 'p.polrelid', COUNTED.policies, `concat(p.polqual::text, p.polwithcheck::text) like '%{SUBLINK %'`),
    ),
    scan(
      'depend',
      'pg_depend d',
      `'members', count(*) filter (where d.deptype = 'e') || ' ' || coalesce(sum(d.objid::bigint) filter (where d.deptype = 'e'), 0)`,
      `'owned', coalesce(json_agg(json_build_array(d.objid::bigint, d.refobjid::bigint, d.refobjsubid) order by d.objid, d.refobjid, d.refobjsubid)
        filter (where d.classid = 'pg_catalog.pg_class'::regclass and d.objid in (select s.oid from pg_catalog.pg_class s where s.relkind = 'S')
          and d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype in ('a', 'i')), '[]')::text`,
    ),
  ].join(',\n  ')},
  'published', (select coalesce(json_agg(json_build_array(p.pubname, p.xmin::text::bigint, t) order by p.pubname, t.schemaname, t.tablename), '[]')
    from pg_catalog.pg_publication p left join pg_catalog.pg_publication_tables t on t.pubname = p.pubname)::text,
  'others', ${['pg_operator', 'pg_collation', 'pg_ts_config', 'pg_ts_dict', 'pg_language', 'pg_extension'].map(anyRecent).join(' or ')}
) as answer`;
}
