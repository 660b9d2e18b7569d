import type { Catalogue, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import { identifier } from '../oracle/quote.ts';
import type { Count } from './count.ts';
import { isCountable } from './countable.ts';
import { rowsOf, type Rows } from './rows-of.ts';

/** Rows that hold on to a parent and did not before. Those of a table that the old code knows it can add itself. */
export function countChildren(finding: Finding, before: Catalogue, live: Catalogue): Count | null {
  const holding = live.relations.flatMap((child) => {
    const old = before.relations.find((relation) => qualified(relation) === qualified(child));
    const keys = child.foreignKeys.filter((key) => qualified(key.target) === finding.object && /[ar]/.test(key.onDelete));
    const fresh = keys.map((key) => namesOf(child, key.columns)).filter((columns) => !refersTo(old, finding.object, columns));
    return fresh.map((columns) => ({ child, old, columns }));
  });
  if (holding.length === 0 || !holding.every(({ child }) => isCountable(child))) return null;
  const rows = holding.map(({ child, columns }): Rows => {
    return { relation: child, where: columns.map((name) => `${identifier(name)} is not null`).join(' and ') };
  });
  const what = `Rows of ${holding.map(({ child }) => qualified(child)).join(', ')} that refer to ${finding.object}`;
  return { sql: rowsOf(rows), what, none: holding.some(({ old }) => old !== undefined) ? 'not enough' : 'harmless' };
}

function refersTo(relation: Relation | undefined, target: string, columns: readonly string[]): boolean {
  if (relation === undefined) return false;
  return relation.foreignKeys.some((key) => qualified(key.target) === target && namesOf(relation, key.columns).join() === columns.join());
}

/** An upsert on the key fails however the rows are, and the old code may add duplicates itself. */
export function countDuplicates(finding: Finding, before: Catalogue, live: Catalogue): Count | null {
  const old = before.relations.find((relation) =>
    relation.uniques.some((unique) => `${qualified(relation)}/${unique.name}` === finding.object),
  );
  const relation = old && live.relations.find((candidate) => qualified(candidate) === qualified(old));
  const unique = old?.uniques.find(({ name }) => `${qualified(old)}/${name}` === finding.object);
  if (!old || !relation || !unique || !isCountable(relation) || unique.predicate !== null) return null;
  const keys = unique.keys.map(({ num }) => old.columns.find((column) => column.num === num)?.name);
  if (keys.some((name) => name === undefined || !relation.columns.some((column) => column.name === name))) return null;
  const names = keys.flatMap((name) => (name === undefined ? [] : [identifier(name)]));
  const filled = unique.nullsNotDistinct ? 'true' : names.map((name) => `${name} is not null`).join(' and ');
  const sql = rowsOf([{ relation, where: filled, having: `group by ${names.join(', ')} having count(*) > 1` }]);
  return { sql, what: `Values of (${keys.join(', ')}) that ${qualified(relation)} has more than once`, none: 'not enough' };
}

function namesOf({ columns }: Relation, nums: readonly number[]): string[] {
  return nums.flatMap((num) => columns.filter((column) => column.num === num).map(({ name }) => name));
}
