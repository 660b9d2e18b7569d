import type { Catalogue, Column, Relation } from '../catalogue/catalogue.ts';
import { found } from '../diff/found.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import type { Walked } from './walk-span.ts';

type Sequence = Catalogue['sequences'][number];

/**
 * Columns whose numbers come from another sequence than before while the rows that have numbers are kept, and nothing moves it past them. No catalogue
 * shows how far a sequence is, and on a scratch database there are no rows.
 */
export function numberedAnew({ before, live, steps }: Pick<Walked, 'before' | 'live' | 'steps'>): Finding[] {
  const old = new Map(before.relations.map((relation) => [qualified(relation), relation]));
  const texts = steps.flatMap(textsOf);
  return live.relations.flatMap((relation) => {
    const known = old.get(qualified(relation));
    if (known === undefined || (known.oid !== relation.oid && !copiesRows(steps, before, relation))) return [];
    return relation.columns.flatMap((column) => {
      const was = known.columns.find(({ name }) => name === column.name);
      const from = was && sequenceOf(before, known, was);
      const to = sequenceOf(live, relation, column);
      if (!from || !to || from.oid === to.oid || texts.some((text) => movesOn(text, to, relation))) return [];
      const object = `${qualified(relation)}.${column.name}`;
      const message = `The numbers of ${object} come from another sequence than before, ${qualified(to)}, and no migration moves it past the rows that are kept: inserts that leave ${column.name} out collide with them, for the old code and the code of today alike, so going back does not help.`;
      return [found('SEQUENCE_BEHIND', object, message)];
    });
  });
}

/** By what it is owned by, or by the name in the default. */
function sequenceOf({ sequences }: Catalogue, relation: Relation, column: Column): Sequence | undefined {
  if (column.identity !== '') return sequences.find(({ ownedBy }) => ownedBy === `${qualified(relation)}.${column.name}`);
  const name = /^nextval\('(?<name>[^']+)'/u.exec(column.default ?? '')?.groups?.['name']?.replaceAll('"', '');
  return sequences.find((sequence) => qualified(sequence) === name);
}

/** Into the table itself, or into one that was made for it and renamed. */
function copiesRows(steps: Walked['steps'], { relations }: Catalogue, table: Relation): boolean {
  const others = new Set(relations.filter(({ name }) => name !== table.name).flatMap((one) => [one.name, qualified(one)]));
  return steps.some(
    ({ parsed }) =>
      parsed.kind === 'parsed' &&
      parsed.statements.some(
        ({ node, writes }) => node === 'CreateTableAsStmt' || writes.some((write) => write.how === 'insert' && !others.has(write.table)),
      ),
  );
}

function textsOf({ migration: { up }, parsed }: Walked['steps'][number]): string[] {
  return parsed.kind === 'parsed' ? parsed.statements.map(({ start, end }) => up.sql.slice(start, end)) : [up.sql];
}

/** `setval` or `restart` for it, or for whatever a loop finds. */
function movesOn(text: string, { name }: Sequence, table: Relation): boolean {
  if (!/\bsetval\s*\(|\brestart\b(?!\s+identity)/iu.test(text)) return false;
  return text.includes(name) || text.includes(table.name) || /\bexecute\b|\bpg_sequences\b|\bpg_class\b/iu.test(text);
}
