import type { Relation } from '../catalogue/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import { findTables } from '../contract/find-tables.ts';
import { found } from '../diff/found.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import type { Walked } from './walk-span.ts';

/** Tables whose rows have more columns than the old code was written for, where it may read them whole. Nothing is lost; a `select *` that is kept prepared fails. */
export function widerRows({ before, live, steps }: Pick<Walked, 'before' | 'live' | 'steps'>, contract: Contract): Finding[] {
  const now = new Map(live.relations.map((relation) => [relation.oid, relation]));
  return before.relations.flatMap((old) => {
    const columns = addedTo(old, now.get(old.oid));
    if (columns.length === 0 || !mayReadWhole(old, contract)) return [];
    const step = steps.find(
      ({ catalogue }) =>
        addedTo(
          old,
          catalogue.relations.find(({ oid }) => oid === old.oid),
        ).length > 0,
    );
    const message =
      `Rows of ${qualified(old)} also have ${columns.join(', ')}: a “select *” that a connection keeps prepared fails once (0A000), ` +
      'and a client that refuses columns it does not know fails on each.';
    return [{ ...found('ROW_SHAPE', qualified(old), message, { severity: 'note' }), file: step?.migration.file ?? null }];
  });
}

function addedTo(old: Relation, now: Relation | undefined): string[] {
  const known = new Set(old.columns.map(({ num }) => num));
  return (now?.columns ?? []).filter(({ num }) => !known.has(num)).map(({ name }) => name);
}

/** An ORM names its columns; a contract of queries says which of them do not. */
function mayReadWhole({ schema, name }: Relation, contract: Contract): boolean {
  if (contract.source === 'replayed catalogue') return true;
  return findTables(contract, schema, name).some(({ everyColumn }) => everyColumn !== 'no');
}
