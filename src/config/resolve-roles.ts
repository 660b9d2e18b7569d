import type { Members, Roles } from './config.ts';
import type { RolesSection } from './roles-section.ts';

const NOBODY: Members = { users: [], groups: [] };

/** A list of the service's own replaces the one at the top of the file; lists are never merged. */
export function resolveRoles(top: RolesSection, own: RolesSection): Roles {
  const approvers = own.approvers ?? top.approvers ?? NOBODY;
  const databaseOwners = own.databaseOwners ?? top.databaseOwners ?? NOBODY;
  const isNobody = databaseOwners.users.length === 0 && databaseOwners.groups.length === 0;
  return {
    responders: own.responders ?? top.responders ?? NOBODY,
    approvers,
    // Where nobody owns the database by name, what touches its data must still have a second person.
    databaseOwners: isNobody ? approvers : databaseOwners,
  };
}
