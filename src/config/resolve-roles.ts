import type { Members, Roles } from './config.ts';
import type { RolesSection } from './roles-section.ts';

const NOBODY: Members = { users: [], groups: [] };

/** A list of the service's own replaces the one at the top of the file; lists are never merged. */
export function resolveRoles(top: RolesSection, own: RolesSection): Roles {
  return {
    responders: own.responders ?? top.responders ?? NOBODY,
    approvers: own.approvers ?? top.approvers ?? NOBODY,
    databaseOwners: own.databaseOwners ?? top.databaseOwners ?? NOBODY,
  };
}
