/** One row `g` of `aclexplode`, its grantee joined as `r`. */
export const GRANT = `json_build_object('role', coalesce(r.rolname, 'public'), 'privilege', g.privilege, 'column', g.column_name)`;

/** A scratch database on a server belongs to a role that was made for it, and stands for the superuser of an embedded one. */
const MADE_FOR_IT = "'^switchback_scratch_'";

/** The name of an owner, the same in every scratch database. */
export function ownerSql(owner: string): string {
  return `(case when pg_get_userbyid(${owner}) ~ ${MADE_FOR_IT} then 'postgres' else pg_get_userbyid(${owner}) end)`;
}

/** Whether the role `r` is one whose rights are worth telling. */
export const TELLING_ROLE = `not coalesce(r.rolsuper or r.rolname ~ ${MADE_FOR_IT}, false)`;

/** What roles other than superusers may do: `kind` is that of `acldefault`. */
export function grantsSql(kind: 'f' | 's' | 'n', acl: string, owner: string): string {
  return `
  select coalesce(json_agg(${GRANT} order by g.role, g.privilege), '[]') from (
    select e.grantee as role, e.privilege_type as privilege, null::name as column_name
      from aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) e
  ) g left join pg_catalog.pg_roles r on r.oid = g.role
  where ${TELLING_ROLE}`;
}
