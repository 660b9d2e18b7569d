import type { Members } from './config.ts';
import type { FileParts } from './file-parts.ts';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';
import { resolveRoles } from './resolve-roles.ts';

/** Every service needs somebody who may act and, in production, two different people for what is destructive. */
export function checkRoles({ roles, services }: FileParts, lineOf: LineOf): Problem[] {
  const problems: Problem[] = [];

  for (const [name, service] of Object.entries(services)) {
    const own = service?.roles ?? null;
    if (roles === null || own === null) continue;
    const { responders, approvers } = resolveRoles(roles, own);
    const report = (role: 'responders' | 'approvers', says: string): void => {
      const path = own[role] ? ['services', name, 'roles', role] : ['roles', role];
      problems.push({ name: path.join('.'), says, line: lineOf(path) });
    };

    if (isNobody(responders)) report('responders', 'names nobody, so nobody could drive an incident; list Slack users or user groups');
    if (service?.environment !== 'production') continue;
    if (isNobody(approvers)) {
      report('approvers', 'names nobody, so nobody could be the second person; list Slack users or user groups');
    } else if (isOnePerson(responders, approvers)) {
      report(
        'approvers',
        'names only the person who is the only responder, so two people could never confirm; add another person or a group',
      );
    }
  }
  return problems;
}

function isNobody({ users, groups }: Members): boolean {
  return users.length === 0 && groups.length === 0;
}

/** What a user group holds is only known to Slack, so any group may bring the second person. */
function isOnePerson(responders: Members, approvers: Members): boolean {
  if (isNobody(responders) || responders.groups.length > 0 || approvers.groups.length > 0) return false;
  return new Set([...responders.users, ...approvers.users]).size === 1;
}
