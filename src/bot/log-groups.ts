import type { ServiceConfig } from '#src/config/config.ts';
import type { Log } from '#src/engine/engine.ts';
import type { ReadGroup } from '#src/slack/authorise.ts';

/** Says once at the start which user groups cannot be read: whom only such a group admits can do nothing. */
export async function logGroups(
  services: readonly Pick<ServiceConfig, 'name' | 'roles'>[],
  readGroup: ReadGroup,
  log: Pick<Log, 'warn'>,
  signal: AbortSignal,
): Promise<void> {
  for (const [group, names] of servicesByGroup(services)) {
    try {
      if (signal.aborted) return;
      await readGroup(group);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ group, services: names, why }, 'a user group cannot be read, so whom only it admits can do nothing');
    }
  }
}

function servicesByGroup(services: readonly Pick<ServiceConfig, 'name' | 'roles'>[]): ReadonlyMap<string, readonly string[]> {
  const pairs = services.flatMap(({ name, roles: { responders, approvers, databaseOwners } }) =>
    [responders, approvers, databaseOwners].flatMap(({ groups }) => groups.map((group) => ({ group, name }))),
  );
  const byGroup = Map.groupBy(pairs, ({ group }) => group);
  return new Map([...byGroup].map(([group, found]) => [group, [...new Set(found.map(({ name }) => name))]]));
}
