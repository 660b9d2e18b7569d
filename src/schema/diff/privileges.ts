import type { Grant } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';

/** What ordinary statements need; the others matter to those who change the schema. */
const NEEDED = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'USAGE', 'EXECUTE']);

/** Rights that a role has lost. A right on a whole table is kept where the role has it on every column that the old code knows. */
export function privilegeFindings(
  object: string,
  before: readonly Grant[],
  after: readonly Grant[],
  columns: readonly string[] = [],
): Finding[] {
  const has = (role: string, privilege: string, column: string | null) =>
    after.some((grant) => (grant.role === role || grant.role === 'public') && grant.privilege === privilege && grant.column === column);
  const lost = before.filter(({ role, privilege, column }) => {
    if (has(role, privilege, column) || has(role, privilege, null)) return false;
    if (column !== null) return columns.includes(column);
    return columns.length === 0 || !columns.every((name) => has(role, privilege, name));
  });
  return [...Map.groupBy(lost, (grant) => grant.role)].map(([role, grants]) => {
    const rights = grants.map(({ privilege, column }) => (column === null ? privilege : `${privilege} (${column})`));
    const severity = grants.some(({ privilege }) => NEEDED.has(privilege)) ? 'hard' : 'conditional';
    return found('PRIVILEGE_REVOKED', object, `${role} no longer has ${rights.join(', ')} on ${object}.`, { severity });
  });
}
