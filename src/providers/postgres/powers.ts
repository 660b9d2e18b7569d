import { z } from 'zod';
import type { Answer, NotAnswered, Powers } from '../database.ts';
import { parseRows } from './parse-rows.ts';

const MOST_NAMED = 5;

/** Roles that change things without any grant on a table. */
const MIGHTY = ['pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_signal_backend', 'pg_checkpoint'];

const MAY_WRITE = `
  select format('write %s.%s', n.nspname, c.relname) as what
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and (has_table_privilege(c.oid, 'insert, update, delete, truncate, trigger') or has_any_column_privilege(c.oid, 'insert, update')
      or pg_has_role(c.relowner, 'usage'))
  order by 1 limit ${MOST_NAMED}`;

const MAY_CREATE = `
  select format('create tables in %s', n.nspname) from pg_catalog.pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and has_schema_privilege(n.oid, 'create')
  order by 1 limit ${MOST_NAMED}`;

const MAY_DO_MORE = `
  select format('act as %s', r.rolname) from pg_catalog.pg_roles r
  where r.rolname in (${MIGHTY.map((name) => `'${name}'`).join(', ')}) and pg_has_role(r.oid, 'usage')
  union all select 'create roles' from pg_catalog.pg_roles r where r.rolname = current_user and r.rolcreaterole
  union all select 'create databases' from pg_catalog.pg_roles r where r.rolname = current_user and r.rolcreatedb
  union all select 'create schemas' where has_database_privilege(current_database(), 'create')`;

export const POWERS_SQL = `
select current_user::text as role, r.rolsuper as superuser,
  array_to_json(array(select * from (${MAY_WRITE}) w) || array(select * from (${MAY_CREATE}) c) || array(select * from (${MAY_DO_MORE}) m)) as changes,
  pg_has_role('pg_read_all_stats', 'usage') as sees
from pg_catalog.pg_roles r where r.rolname = current_user`;

const PowersRow = z.object({ role: z.string(), superuser: z.boolean(), changes: z.array(z.string()), sees: z.boolean() });

export function toPowers(answer: Answer): Powers | NotAnswered {
  if (answer.kind !== 'rows') return answer;
  const [row] = parseRows(PowersRow, answer.rows);
  if (row === undefined) return { kind: 'failed', sqlstate: '42704', message: 'The role of this connection is not in pg_roles.' };
  return { kind: 'powers', role: row.role, superuser: row.superuser, mayChange: row.changes, seesStatements: row.sees };
}
