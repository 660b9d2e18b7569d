import type { Authorise } from '#domain/authority.ts';
import type { Role } from '#domain/service.ts';
import type { Members, Roles } from '#src/config/config.ts';

/** Reads the members of a user group; at most 20 such calls a minute are allowed. */
export type ReadGroup = (group: string) => Promise<readonly string[]>;

const REMEMBER_MS = 5 * 60_000;
const LOOKUP_MS = 2_000;

/**
 * Who may act on a service, from its lists and its user groups. Group members are remembered for `rememberMs`, so somebody who left a
 * group may act for that long. A lookup that fails, or takes longer than `withinMs`, is `cannot tell`, on which nothing is done.
 */
export function authoriser(
  rolesOf: (service: string) => Roles,
  readGroup: ReadGroup,
  now: () => number,
  rememberMs = REMEMBER_MS,
  withinMs = LOOKUP_MS,
): Authorise {
  const remembered = new Map<string, { readonly members: Promise<readonly string[]>; readonly until: number }>();

  function membersOf(group: string): Promise<readonly string[]> {
    const known = remembered.get(group);
    if (known !== undefined && known.until > now()) return known.members;
    const lookup = { members: within(readGroup(group), withinMs), until: now() + rememberMs };
    remembered.set(group, lookup);
    // A failure is asked again by the next click, not remembered.
    lookup.members.catch(() => {
      if (remembered.get(group) === lookup) remembered.delete(group);
    });
    return lookup.members;
  }

  return async (person, service, role) => {
    const allowed = membersFor(rolesOf(service), role);
    if (allowed.users.includes(person)) return { kind: 'may' };
    try {
      const groups = await Promise.all(allowed.groups.map(membersOf));
      if (groups.some((members) => members.includes(person))) return { kind: 'may' };
    } catch (error) {
      return { kind: 'cannot tell', why: `the user groups could not be read: ${error instanceof Error ? error.message : String(error)}` };
    }
    return {
      kind: 'may not',
      who: [...allowed.users.map((user) => `<@${user}>`), ...allowed.groups.map((group) => `<!subteam^${group}>`)],
    };
  };
}

/** Approvers and database owners may also answer questions. What touches data is approved by a database owner alone. */
function membersFor({ responders, approvers, databaseOwners }: Roles, role: Role): Members {
  switch (role) {
    case 'responder':
      return joined([responders, approvers, databaseOwners]);
    case 'approver':
      return joined([approvers, databaseOwners]);
    case 'database owner':
      return databaseOwners;
  }
}

function joined(lists: readonly Members[]): Members {
  return { users: [...new Set(lists.flatMap(({ users }) => users))], groups: [...new Set(lists.flatMap(({ groups }) => groups))] };
}

function within<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`Slack did not answer within ${ms} ms`)), ms).unref();
  });
  return Promise.race([work, late]);
}
