import { GRANT, ownerSql, TELLING_ROLE } from './grants-sql.ts';

const COLUMNS = `
  select coalesce(json_agg(json_build_object(
      'num', a.attnum, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'typeOid', a.atttypid::bigint,
      'notNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity, 'generated', a.attgenerated,
      'collation', case when a.attcollation not in (0, 'pg_catalog."default"'::regcollation) then (select l.collname
        from pg_catalog.pg_collation l, pg_catalog.pg_type t where l.oid = a.attcollation and t.oid = a.atttypid and l.oid <> t.typcollation) end
    ) order by a.attnum), '[]')
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`;

// What older servers do not have is read through to_jsonb: a missing column is null there, not an error.
const UNIQUES = `
  select coalesce(json_agg(json_build_object(
      'oid', i.indexrelid::bigint, 'name', x.relname,
      'constraint', case k.contype when 'p' then 'primary' when 'u' then 'unique' end,
      'keys', (select json_agg(json_build_object('num', i.indkey[n], 'text', pg_get_indexdef(i.indexrelid, n + 1, false), 'equality', concat_ws(' ', f.opfname,
          (select 'collate ' || l.collname from pg_catalog.pg_collation l where l.oid = i.indcollation[n] and not l.collisdeterministic))) order by n)
        from generate_series(0, i.indnkeyatts - 1) as n
        join pg_catalog.pg_opclass o on o.oid = i.indclass[n]
        join pg_catalog.pg_opfamily f on f.oid = o.opcfamily),
      'predicate', pg_get_expr(i.indpred, i.indrelid),
      'nullsNotDistinct', coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
      'deferrable', coalesce(k.condeferrable, false)
    ) order by x.relname), '[]')
  from pg_catalog.pg_index i
  join pg_catalog.pg_class x on x.oid = i.indexrelid
  left join pg_catalog.pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u')
  where i.indrelid = c.oid and i.indisunique and i.indislive and i.indisready and not i.indisexclusion`;

const CHECKS = `
  select coalesce(json_agg(json_build_object(
      'oid', k.oid::bigint, 'name', k.conname, 'expression', pg_get_expr(k.conbin, k.conrelid),
      'columns', coalesce(to_json(k.conkey), '[]'), 'validated', k.convalidated,
      'enforced', pg_get_constraintdef(k.oid) !~ ' NOT ENFORCED$'
    ) order by k.conname), '[]')
  from pg_catalog.pg_constraint k
  where k.conrelid = c.oid and k.contype = 'c'`;

const FOREIGN_KEYS = `
  select coalesce(json_agg(json_build_object(
      'oid', k.oid::bigint, 'name', k.conname, 'columns', to_json(k.conkey),
      'target', json_build_object('oid', f.oid::bigint, 'schema', s.nspname, 'name', f.relname, 'columns',
        (select json_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality as u (num, n)
          join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num)),
      'onDelete', k.confdeltype, 'onUpdate', k.confupdtype, 'deferrable', k.condeferrable, 'deferred', k.condeferred,
      'validated', k.convalidated, 'enforced', pg_get_constraintdef(k.oid) !~ ' NOT ENFORCED$'
    ) order by k.conname), '[]')
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_class f on f.oid = k.confrelid
  join pg_catalog.pg_namespace s on s.oid = f.relnamespace
  where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0`;

const EXCLUSIONS = `
  select coalesce(json_agg(json_build_object('oid', k.oid::bigint, 'name', k.conname, 'definition', pg_get_constraintdef(k.oid))
    order by k.conname), '[]')
  from pg_catalog.pg_constraint k
  where k.conrelid = c.oid and (k.contype = 'x' or (k.contype in ('p', 'u')
    and exists (select from pg_catalog.pg_index i where i.indexrelid = k.conindid and i.indisexclusion)))`;

const TRIGGERS = `
  select coalesce(json_agg(json_build_object(
      'oid', t.oid::bigint, 'name', t.tgname, 'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled
    ) order by t.tgname), '[]')
  from pg_catalog.pg_trigger t
  where t.tgrelid = c.oid and not t.tgisinternal and t.tgparentid = 0`;

const RULES = `
  select coalesce(json_agg(json_build_object('oid', r.oid::bigint, 'name', r.rulename, 'definition', pg_get_ruledef(r.oid))
    order by r.rulename), '[]')
  from pg_catalog.pg_rewrite r
  where r.ev_class = c.oid and r.rulename <> '_RETURN'`;

const POLICIES = `
  select coalesce(json_agg(json_build_object('oid', p.oid::bigint, 'name', p.polname, 'definition', concat_ws(' ',
      case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
      (select string_agg(coalesce(r.rolname, 'public'), ',' order by r.rolname)
        from unnest(p.polroles) as u left join pg_catalog.pg_roles r on r.oid = u),
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
    ) order by p.polname), '[]')
  from pg_catalog.pg_policy p
  where p.polrelid = c.oid`;

const GRANTS = `
  select coalesce(json_agg(${GRANT} order by g.role, g.privilege, g.column_name), '[]') from (
    select e.grantee as role, e.privilege_type as privilege, null::name as column_name
      from aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) e
    union all
    select e.grantee, e.privilege_type, a.attname
      from pg_catalog.pg_attribute a, aclexplode(a.attacl) e
      where a.attrelid = c.oid and a.attacl is not null and not a.attisdropped
  ) g left join pg_catalog.pg_roles r on r.oid = g.role
  where ${TELLING_ROLE}`;

/** Lists that many databases have nothing for; each costs as much to plan as it takes to read the others. */
export type Sparse = 'checks' | 'foreignKeys' | 'exclusions' | 'triggers' | 'rules' | 'policies' | 'grants';

/** @param empty lists that hold nothing anywhere, and need not be asked for */
export function relationsSql(empty: ReadonlySet<Sparse>): string {
  const list = (name: Sparse, sql: string): string => (empty.has(name) ? `'[]'::json` : `(${sql})`);
  return `
  select coalesce(json_agg(json_build_object(
      'oid', c.oid::bigint, 'schema', c.nspname, 'name', c.relname,
      'kind', case c.relkind when 'r' then 'table' when 'p' then 'partitioned' when 'f' then 'foreign' when 'v' then 'view' else 'materialized' end,
      'owner', ${ownerSql('c.relowner')},
      'partitionOf', case when c.relispartition then (select s.nspname || '.' || p.relname from pg_catalog.pg_inherits h
        join pg_catalog.pg_class p on p.oid = h.inhparent join pg_catalog.pg_namespace s on s.oid = p.relnamespace where h.inhrelid = c.oid) end,
      'bound', case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end,
      'partitionKey', case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
      'columns', (${COLUMNS}),
      'uniques', (${UNIQUES}),
      'checks', ${list('checks', CHECKS)},
      'foreignKeys', ${list('foreignKeys', FOREIGN_KEYS)},
      'exclusions', ${list('exclusions', EXCLUSIONS)},
      'triggers', ${list('triggers', TRIGGERS)},
      'rules', ${list('rules', RULES)},
      'rowSecurity', c.relrowsecurity,
      'rowSecurityForced', c.relforcerowsecurity,
      'policies', ${list('policies', POLICIES)},
      'grants', ${list('grants', GRANTS)},
      'definition', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
      'options', case when c.relkind = 'v' then coalesce(to_json(c.reloptions), '[]') else '[]' end,
      'updatable', case when c.relkind = 'v' then pg_relation_is_updatable(c.oid, true) else 0 end
    ) order by c.nspname, c.relname), '[]')
  from relations c
  where c.relkind in ('r', 'p', 'f', 'v', 'm')`;
}

export const COMPOSITES_SQL = `
  select coalesce(json_agg(json_build_object('oid', c.reltype::bigint, 'schema', c.nspname, 'name', c.relname, 'columns', (${COLUMNS}))
    order by c.nspname, c.relname), '[]')
  from relations c
  where c.relkind = 'c'`;
