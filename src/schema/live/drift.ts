import type { Catalogue } from '../catalogue/catalogue.ts';
import { withIdentityOf } from '../catalogue/with-identity-of.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { found } from '../diff/found.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import { adoptTexts } from './adopt-texts.ts';
import { comparable, schemasOf } from './comparable.ts';

/**
 * How the live database differs from what the migration files gave on a scratch database, which is another one: objects are compared by
 * name, so a rename by hand shows as a drop. A finding with a code of its own would break code written for the files; `DRIFT` is the rest.
 * `replayed` must be of files that could all be replayed: what is missing there looks like something that was added by hand.
 */
export function drift(replayed: Catalogue, live: Catalogue): Finding[] {
  const schemas = schemasOf(replayed);
  const files = comparable(replayed, schemas);
  const database = comparable(live, schemas);
  const { live: printed, doubtful } = majorOf(files) === majorOf(database) ? { live: database, doubtful: [] } : adoptTexts(files, database);
  const breaking = diffCatalogues(files, withIdentityOf(files, printed));
  return [
    ...breaking.map((finding) => ({ ...finding, message: `The database is not as the migration files make it: ${finding.message}` })),
    ...doubtful.map((object) => {
      const versions = `PostgreSQL ${majorOf(database)} prints it in another way than PostgreSQL ${majorOf(files)}`;
      return found('DRIFT', object, `The text of ${object} may differ from the migration files, or ${versions}: it could not be told.`);
    }),
    ...additions(files, database, new Set(breaking.map(({ object }) => object))),
  ];
}

/** What is in the database and in no file. It breaks nothing by itself, but somebody changed the schema by hand, or another tool did. */
function additions(files: Catalogue, database: Catalogue, told: ReadonlySet<string>): Finding[] {
  const known = new Set(namesOf(files));
  return namesOf(database)
    .filter((name) => !known.has(name) && !told.has(name))
    .filter((name, _, all) => !all.some((other) => name.startsWith(`${other}.`)))
    .map((name) => found('DRIFT', name, `${name} is in the database and in no migration file.`, { severity: 'note' }));
}

function namesOf({ relations, enums, domains, composites, sequences }: Catalogue): string[] {
  const owned = sequences.filter(({ ownedBy }) => ownedBy === null);
  return [
    ...relations.flatMap((relation) => [qualified(relation), ...relation.columns.map((column) => `${qualified(relation)}.${column.name}`)]),
    ...[...enums, ...domains, ...composites, ...owned].map(qualified),
  ];
}

function majorOf({ server }: Catalogue): number {
  return Math.floor(server / 10_000);
}
