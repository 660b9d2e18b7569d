/** One row `g` of `aclexplode`, its grantee joined as `r`. */
export const GRANT = `json_build_object('role', coalesce(r.rolname, 'public'), 'privilege', g.privilege, 'column', g.column_name)`;

/** What roles other than superusers may do: `kind` is that of `acldefault`. */
export function grantsSql(kind: 'f' | 's' | 'n', acl: string, owner: string): string {
  return `
  select coalesce(json_agg(${GRANT} order by g.role, g.privilege), '[]') from (
    select e.grantee as role, e.privilege_type as privilege, null::name as column_name
      from aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) e
  ) g left join pg_catalog.pg_roles r on r.oid = g.role
  where not coalesce(r.rolsuper, false)`;
}
