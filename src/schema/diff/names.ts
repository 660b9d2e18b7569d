import type { Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { isSameKey, takesUpserts } from './compare-uniques.ts';
import { isSameKey as isSameForeignKey } from './foreign-keys.ts';
import { found } from './found.ts';
import type { TablePair } from './table-pair.ts';

interface Part {
  readonly name: string;
  readonly message: string;
}

/**
 * Constraints and unique indexes that are there under another name. Notes, because few say such names: an upsert `on constraint`, and code that tells errors
 * apart by them.
 */
export function nameFindings(pair: TablePair): Finding[] {
  return renamedParts(pair).map(({ name, message }) => found('CONSTRAINT_RENAMED', `${pair.name}/${name}`, message, { severity: 'note' }));
}

function renamedParts(pair: TablePair): Part[] {
  const { before, after } = pair;
  const gone = <T extends { readonly name: string }>(list: readonly T[], now: readonly T[], isSame: (old: T, now: T) => boolean) =>
    list
      .filter(({ name }) => !now.some((one) => one.name === name))
      .flatMap((old) =>
        now
          .filter((one) => isSame(old, one) && !list.some(({ name }) => name === one.name))
          .slice(0, 1)
          .map((one) => ({ old, now: one })),
      );
  const uniques = gone(before.uniques, after.uniques, (old, now) => isSameKey(pair, old, now) && takesUpserts(pair, old, now));
  const checks = gone(before.checks, after.checks, (old, now) => isSameOid(pair, old, now) || old.expression === now.expression);
  const keys = gone(before.foreignKeys, after.foreignKeys, (old, now) => isSameForeignKey(pair, old, now));
  const exclusions = gone(
    before.exclusions,
    after.exclusions,
    (old, now) => isSameOid(pair, old, now) || old.definition === now.definition,
  );
  return [
    ...uniques.map(({ old, now }) => (old.constraint === null ? inErrors('unique index', old, now, pair) : inUpserts(old, now, pair))),
    ...exclusions.map(({ old, now }) => inUpserts(old, now, pair)),
    ...[...checks, ...keys].map(({ old, now }) => inErrors('constraint', old, now, pair)),
  ];
}

function isSameOid({ before, after }: TablePair, old: { readonly oid: number }, now: { readonly oid: number }): boolean {
  return before.oid === after.oid && old.oid === now.oid;
}

type Named = Pick<Relation['uniques'][number], 'name'>;

function inUpserts(old: Named, now: Named, { name }: TablePair): Part {
  return {
    name: old.name,
    message: `The constraint ${old.name} of ${name} is now called ${now.name}: ON CONFLICT ON CONSTRAINT ${old.name} fails with 42704, and code that tells errors apart by that name no longer does.`,
  };
}

function inErrors(what: string, old: Named, now: Named, { name }: TablePair): Part {
  return {
    name: old.name,
    message: `The ${what} ${old.name} of ${name} is now called ${now.name}: code that tells errors apart by that name no longer does.`,
  };
}
