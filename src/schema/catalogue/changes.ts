import { z } from 'zod';
import type { Part } from './catalogue-sql.ts';
import type { Sparse } from './relations-sql.ts';
import type { Catalogue } from './catalogue.ts';

const oid = z.number().int().nonnegative();
const oids = z.array(oid);
const owned = z.object({ written: oids });
/** `old` are those that no later transaction wrote: fewer than there were means that some were dropped or written again. */
const counted = owned.extend({ all: z.number(), old: z.number() });
/** `oldestRecent` is the smallest identifier among the rows that were written: one that is not new was there before. */
const identified = { newest: oid, oldestRecent: oid.nullable() };

/** What `changesSql` answers. Identifiers and transactions are those of that database. */
export const ChangesSchema = z.object({
  /** Every transaction from this one on is later. */
  xid: oid,
  /** Whether all that was seen is committed; what an open transaction has done may still be undone. */
  settled: z.boolean(),
  roles: z.string(),
  classes: z.object({
    newest: oid,
    recent: z.array(z.tuple([oid, z.string()])),
    relations: oids,
    /** Views, and tables with rules: their texts depend on other relations. */
    ruled: oids,
    composites: oids,
    sequences: oids,
    granted: z.boolean(),
  }),
  types: z.object({ ...identified, named: oids }),
  functions: z.object({ ...identified, count: z.number() }),
  schemas: z.object({ ...identified, count: z.number() }),
  labels: z.object({ recent: z.boolean(), count: z.number() }),
  attributes: owned.extend({ granted: z.boolean() }),
  defaults: owned,
  children: owned,
  constraints: counted.extend({ checks: z.number(), foreignKeys: z.number(), ofDomains: z.number(), recentOfDomains: z.boolean() }),
  indexes: counted.extend({ exclusive: z.boolean() }),
  triggers: counted,
  rules: counted,
  policies: counted,
  depend: z.object({ members: z.string(), owned: z.string() }),
  published: z.string(),
  /** Whether anything was written where names stand in texts elsewhere: operators, collations, extensions. */
  others: z.boolean(),
});

export const ThereSchema = z.object({ constraints: oids, indexes: oids, triggers: oids, rules: oids, policies: oids });

export type Changes = z.infer<typeof ChangesSchema>;
/** Identifiers of parts of relations. */
export type There = z.infer<typeof ThereSchema>;

/** What to read again. */
export interface Stale {
  readonly relations: readonly number[];
  readonly parts: readonly Exclude<Part, 'relations'>[];
  /** Lists of relations that hold nothing anywhere. */
  readonly empty: ReadonlySet<Sparse>;
  /** Whether a part may have been dropped from a relation that is not read again. */
  readonly dropped: boolean;
}

/** Of the server's own objects; also of the schema `public`. */
const FIRST_OWN = 16_384;

/** Null where a name may have changed that stands in the texts of other objects: only the whole catalogue will do. */
export function staleParts(previous: Catalogue, before: Changes, now: Changes): Stale | null {
  return isOdd(before, now)
    ? null
    : {
        relations: staleRelations(previous, now),
        parts: stalePartsOf(before, now),
        empty: emptyLists(now),
        dropped: PARTS.some((part) => now[part].old !== before[part].all),
      };
}

function isOdd(before: Changes, now: Changes): boolean {
  const wasThere = (kind: 'types' | 'functions' | 'schemas'): boolean =>
    now[kind].oldestRecent !== null && now[kind].oldestRecent <= before[kind].newest;
  const composites = new Set(before.classes.composites);
  return (
    now.others ||
    now.roles !== before.roles ||
    now.depend.members !== before.depend.members ||
    wasThere('types') ||
    wasThere('functions') ||
    wasThere('schemas') ||
    now.classes.recent.some(([oid, kind]) => oid < FIRST_OWN || (oid <= before.classes.newest && (kind === 'S' || kind === 'c'))) ||
    now.attributes.written.some((oid) => oid < FIRST_OWN || composites.has(oid))
  );
}

const PARTS = ['constraints', 'indexes', 'triggers', 'rules', 'policies'] as const;

function emptyLists({ classes, attributes, constraints, indexes, triggers, rules, policies }: Changes): ReadonlySet<Sparse> {
  const holds: Record<Sparse, boolean> = {
    checks: constraints.checks > 0,
    foreignKeys: constraints.foreignKeys > 0,
    exclusions: indexes.exclusive,
    triggers: triggers.all > 0,
    rules: rules.all > 0,
    policies: policies.all > 0,
    grants: classes.granted || attributes.granted,
  };
  return new Set((Object.keys(holds) as Sparse[]).filter((list) => !holds[list]));
}

function staleRelations(previous: Catalogue, now: Changes): number[] {
  const tables = new Map(previous.relations.flatMap((relation) => relation.uniques.map((unique) => [unique.oid, relation.oid] as const)));
  const recent = now.classes.recent.map(([oid]) => tables.get(oid) ?? oid);
  const written = [...PARTS, 'attributes' as const, 'defaults' as const, 'children' as const].flatMap((part) => now[part].written);
  const stale = new Set([...recent, ...now.classes.ruled, ...written]);
  return now.classes.relations.filter((oid) => stale.has(oid));
}

function stalePartsOf(before: Changes, now: Changes): Exclude<Part, 'relations'>[] {
  const differ = (of: (changes: Changes) => unknown): boolean => JSON.stringify(of(before)) !== JSON.stringify(of(now));
  const typesDiffer =
    now.labels.recent ||
    now.constraints.recentOfDomains ||
    differ(({ types, labels, constraints, classes }) => [types.named, labels.count, constraints.ofDomains, classes.composites]);
  return [
    ...(now.schemas.oldestRecent !== null || differ(({ schemas }) => schemas.count) ? (['schemas'] as const) : []),
    ...(now.functions.oldestRecent !== null || differ(({ functions }) => functions.count) ? (['functions'] as const) : []),
    ...(typesDiffer ? (['enums', 'domains', 'composites'] as const) : []),
    ...(differ(({ published }) => published) ? (['publications'] as const) : []),
    ...(differ(({ classes, depend }) => [classes.sequences, depend.owned]) ? (['sequences'] as const) : []),
  ];
}
