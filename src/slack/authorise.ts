import type { Authorise } from '#domain/authority.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { Role } from '#domain/service.ts';
import type { Members, Roles } from '#src/config/config.ts';

/** Reads the members of a user group; at most 20 such calls a minute are allowed. */
export type ReadGroup = (group: string) => Promise<readonly string[]>;

const REMEMBER_MS = 5 * 60_000;
/** A group that is gone must not use up the calls that the others need. */
const REMEMBER_GONE_MS = 60_000;
const LOOKUP_MS = 2_000;

/**
 * Who may act on a service, from its lists and its user groups; one membership is enough, whatever became of the other groups. Group
 * members are remembered for `rememberMs`, so somebody who left a group may act for that long. A lookup that fails, or takes longer
 * than `withinMs`, is `cannot tell` for those whom nothing else admits, and nothing is done on it.
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
    lookup.members.catch((error: unknown) => {
      if (remembered.get(group) !== lookup) return;
      if (isGone(error) && rememberMs > 0) remembered.set(group, { ...lookup, until: now() + REMEMBER_GONE_MS });
      else remembered.delete(group);
    });
    return lookup.members;
  }

  return async (person, service, role) => {
    const allowed = membersFor(rolesOf(service), role);
    if (allowed.users.includes(person)) return { kind: 'may' };
    const lookups = allowed.groups.map((group) => ({ group, members: membersOf(group) }));
    const isMember = await Promise.any(lookups.map(({ members }) => admits(members, person))).then(
      () => true,
      () => false,
    );
    if (isMember) return { kind: 'may' };

    const read = await Promise.allSettled(lookups.map(({ members }) => members));
    const failed = read.flatMap((look, index) => (look.status === 'fulfilled' ? [] : [{ group: allowed.groups[index], look }]));
    const unread = new Set(failed.map(({ group }) => group));
    const groups = allowed.groups.filter((group) => !unread.has(group));
    const who = [...allowed.users.map((user) => `<@${user}>`), ...groups.map((group) => `<!subteam^${group}>`)];
    if (failed.length === 0) return { kind: 'may not', who };
    const why = failed.map(({ group, look }) => `user group ${group} could not be read: ${messageOf(look.reason)}`).join('; ');
    return { kind: 'cannot tell', why, who };
  };
}

async function admits(members: Promise<readonly string[]>, person: string): Promise<void> {
  if (!(await members).includes(person)) throw new Error('not a member');
}

function isGone(error: unknown): boolean {
  return error instanceof SwitchbackError && error.code === 'provider_not_found';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Approvers and database owners may also answer questions. What touches data is approved by a database owner alone. */
export function membersFor({ responders, approvers, databaseOwners }: Roles, role: Role): Members {
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
