import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import { qualified } from './named.ts';

/** Only for a service that is read through PostgREST: two tables with a second foreign key between them can no longer be embedded by name alone. */
export function embedFindings(before: Catalogue, after: Catalogue): Finding[] {
  const [old, now] = [joins(before), joins(after)];
  return [...now]
    .filter(([pair, count]) => count > 1 && old.get(pair) === 1)
    .map(([pair]) =>
      found('EMBED_AMBIGUOUS', pair, `There is now more than one foreign key between ${pair}: an embedded read is refused with PGRST201.`),
    );
}

function joins(catalogue: Catalogue): Map<string, number> {
  const pairs = catalogue.relations.flatMap((child) =>
    child.foreignKeys.map((key) => [qualified(child), qualified(key.target)].sort().join(' and ')),
  );
  return new Map([...Map.groupBy(pairs, (pair) => pair)].map(([pair, all]) => [pair, all.length]));
}
