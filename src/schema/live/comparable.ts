import type { Catalogue } from '../catalogue/catalogue.ts';

/** What the platform brings along; the scratch database has only stand-ins for it. */
const PLATFORM_SCHEMAS = [
  ...['auth', 'storage', 'realtime', '_realtime', 'vault', 'extensions', 'graphql', 'graphql_public', 'net', 'cron'],
  ...['supabase_functions', 'pgbouncer', 'pgsodium', 'pgsodium_masks', '_analytics'],
];

/**
 * The part of a catalogue that can be held against another database: objects in `schemas`, without owners and privileges, because roles
 * differ, and without single partitions, which jobs add and drop.
 */
export function comparable(catalogue: Catalogue, schemas: ReadonlySet<string>): Catalogue {
  const within = <T extends { readonly schema: string }>(objects: readonly T[]): T[] => objects.filter(({ schema }) => schemas.has(schema));
  return {
    ...catalogue,
    schemas: catalogue.schemas.filter(({ name }) => schemas.has(name)).map((schema) => ({ ...schema, owner: '', grants: [] })),
    relations: within(catalogue.relations)
      .filter(({ partitionOf }) => partitionOf === null)
      .map((relation) => ({ ...relation, owner: '', grants: [] })),
    functions: within(catalogue.functions).map((routine) => ({ ...routine, grants: [] })),
    enums: within(catalogue.enums),
    domains: within(catalogue.domains),
    composites: within(catalogue.composites),
    sequences: within(catalogue.sequences).map((sequence) => ({ ...sequence, grants: [] })),
  };
}

/** The schemas that migration files build. What lives elsewhere in a database is none of their business. */
export function schemasOf(replayed: Catalogue): Set<string> {
  return new Set(replayed.schemas.map(({ name }) => name).filter((name) => !PLATFORM_SCHEMAS.includes(name)));
}
