import type { Catalogue, Column, Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';

/** What a finding is about, looked up in both catalogues: names may hold dots, so nothing is cut out of the text. */
export interface Subject {
  readonly before: Relation | null;
  readonly live: Relation | null;
  /** What follows the name of the table: a column or a constraint; empty for the table itself. */
  readonly member: string;
}

interface Pair {
  readonly before: Catalogue;
  readonly live: Catalogue;
}

export function subjectOf({ object }: Pick<Finding, 'object'>, { before, live }: Pair): Subject | null {
  const old = owner(object, before.relations);
  const now = owner(object, live.relations);
  const found = (old?.length ?? -1) >= (now?.length ?? -1) ? old : now;
  if (found === null) return null;
  const { relation, length } = found;
  const inOld = found === old;
  return {
    before: inOld ? relation : partner(relation, before.relations),
    live: inOld ? partner(relation, live.relations) : relation,
    member: object.slice(length + 1),
  };
}

/** The column of today that is this column of the old schema: by name, and where the name is gone by number, if it is still the same table. */
export function liveColumn({ before, live }: Subject, column: Column): Column | null {
  const named = columnNamed(live, column.name);
  if (named !== null || before?.oid !== live?.oid) return named;
  return live?.columns.find(({ num }) => num === column.num) ?? null;
}

export function columnNamed(relation: Relation | null, name: string): Column | null {
  return relation?.columns.find((column) => column.name === name) ?? null;
}

function owner(object: string, relations: readonly Relation[]): { relation: Relation; length: number } | null {
  const [longest] = relations
    .map((relation) => ({ relation, length: relation.schema.length + 1 + relation.name.length }))
    .filter(({ relation, length }) => {
      const name = `${relation.schema}.${relation.name}`;
      return object === name || (object.startsWith(name) && ['.', '/'].includes(object[length] ?? ''));
    })
    .toSorted((a, b) => b.length - a.length);
  return longest ?? null;
}

function partner(relation: Relation, others: readonly Relation[]): Relation | null {
  return (
    others.find(({ oid }) => oid === relation.oid) ??
    others.find(({ schema, name }) => schema === relation.schema && name === relation.name) ??
    null
  );
}
