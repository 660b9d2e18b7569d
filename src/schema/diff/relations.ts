import type { Catalogue, Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { checkFindings } from './checks.ts';
import { columnFindings } from './columns.ts';
import { definitionFindings } from './definitions.ts';
import { foreignKeyFindings, restrictedParents } from './foreign-keys.ts';
import { found } from './found.ts';
import { indexed, qualified } from './named.ts';
import { nameFindings } from './names.ts';
import type { Index } from './named.ts';
import { privilegeFindings } from './privileges.ts';
import { standInFindings } from './stand-in.ts';
import { pairTables } from './table-pair.ts';
import type { TypeWorld } from './type-change.ts';
import { uniqueFindings } from './uniques.ts';
import { isView, viewFindings } from './views.ts';

/** Tables and views, found again by the name that the old code uses. */
export function relationFindings(before: Catalogue, after: Catalogue, world: TypeWorld): Finding[] {
  const now = indexed(after.relations);
  const old = indexed(before.relations);
  return [
    ...before.relations.flatMap((relation) => relationFate(relation, now, world)),
    ...after.relations.flatMap((child) => {
      const known = old.byName.get(qualified(child)) ?? old.byOid.get(child.oid);
      if (known === child) return [];
      return restrictedParents(before.relations, known ? pairTables(known, child) : null, child);
    }),
  ];
}

function relationFate(old: Relation, now: Index<Relation>, world: TypeWorld): Finding[] {
  const name = qualified(old);
  const named = now.byName.get(name);
  const same = now.byOid.get(old.oid);
  // A reader that reads only what changed leaves everything else the very same object.
  if (named === old) return [];
  if (old.partitionOf !== null) return partitionFate(old, named, same, now);
  if (!named) return [missing(old, same)];
  if (isView(named)) return isView(old) ? viewFindings(old, named, world) : standInFindings(old, named, same, world);
  if (isView(old)) return viewFindings(old, named, world);
  const findings = tableFindings(old, named, world);
  if (named.oid === old.oid) return findings;
  const where = same ? `; the one from before is now called ${qualified(same)}` : '';
  return [
    found('TABLE_RECREATED', name, `${name} is another table than before${where}: its rows are gone unless they were copied.`),
    ...findings,
  ];
}

function missing(old: Relation, same: Relation | undefined): Finding {
  const name = qualified(old);
  if (isView(old))
    return found('VIEW_DROPPED', name, same ? `The view ${name} is now called ${qualified(same)}.` : `The view ${name} no longer exists.`);
  if (same) return found('TABLE_RENAMED', name, `${name} is now called ${qualified(same)}.`);
  return found('TABLE_DROPPED', name, `${name} no longer exists.`);
}

function tableFindings(old: Relation, now: Relation, world: TypeWorld): Finding[] {
  const pair = pairTables(old, now);
  const kept = old.columns.map((column) => column.name).filter((column) => now.columns.some((candidate) => candidate.name === column));
  return [
    ...columnFindings(pair, world),
    ...uniqueFindings(pair),
    ...checkFindings(pair),
    ...foreignKeyFindings(pair, world),
    ...nameFindings(pair),
    ...definitionFindings(pair),
    ...privilegeFindings(pair.name, old.grants, now.grants, kept),
  ];
}

/** The old code speaks to the parent: of a partition it matters whether its rows are still reached, and which rows it takes. */
function partitionFate(old: Relation, named: Relation | undefined, same: Relation | undefined, now: Index<Relation>): Finding[] {
  const parent = old.partitionOf ?? '';
  const stays = named?.partitionOf === parent || same?.partitionOf === parent;
  if (stays && (named ?? same)?.bound === old.bound) return [];
  if (!now.byName.has(parent)) return [];
  const name = qualified(old);
  const message = stays
    ? `The partition ${name} of ${parent} takes other rows than before.`
    : `${name} is no longer a partition of ${parent}: its rows are not found there, and inserts of such rows may be refused.`;
  return [found('PARTITION_DETACHED', name, message)];
}
