import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import { qualified } from './named.ts';

type Published = Catalogue['publications'][number];

/** Changes of rows that are no longer told to those who listen: replicas, change data capture, Supabase's realtime. */
export function publicationFindings(before: Catalogue, after: Catalogue): Finding[] {
  const there = new Map(after.relations.map((relation) => [qualified(relation), relation]));
  return before.publications.flatMap((old) => {
    const relation = there.get(old.table);
    // One that went with its table is told by the finding about the table.
    if (relation === undefined) return [];
    const now = after.publications.find((one) => one.name === old.name && one.table === old.table);
    const kept = old.columns.filter((column) => relation.columns.some(({ name }) => name === column));
    const why = now === undefined ? `${old.table} is no longer in it` : lessOf(old, now, kept);
    if (why === null) return [];
    const message = `The publication ${old.name} changed: ${why}, so code that listens to changes of ${old.table} does not hear of all of them.`;
    return [found('PUBLICATION_CHANGED', old.table, message)];
  });
}

function lessOf(old: Published, now: Published, columns: readonly string[]): string | null {
  const lost = columns.filter((column) => !now.columns.includes(column));
  if (lost.length > 0) return `it leaves out ${lost.join(', ')} of ${old.table}`;
  const verbs = old.actions.filter((action) => !now.actions.includes(action));
  if (verbs.length > 0) return `it no longer tells of each ${verbs.join(', ')}`;
  return now.filter !== null && now.filter !== old.filter ? `it tells of rows of ${old.table} where ${now.filter}` : null;
}
