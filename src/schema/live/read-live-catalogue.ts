import type { Database } from '#src/providers/database.ts';
import { parseCatalogue } from '../catalogue/read-catalogue.ts';
import type { CatalogueRead } from '../catalogue/read-catalogue.ts';
import { CATALOGUE_SQL } from '../catalogue/catalogue-sql.ts';

/** The schema of the live database as it is now. A role without any right on the tables sees it whole: `pg_catalog` hides nothing. */
export async function readLiveCatalogue(database: Pick<Database, 'query'>, signal: AbortSignal): Promise<CatalogueRead> {
  const answer = await database.query(CATALOGUE_SQL, signal);
  switch (answer.kind) {
    case 'rows':
      return parseCatalogue({ kind: 'ok', rows: answer.rows });
    case 'failed':
      return parseCatalogue({ kind: 'failed', sqlstate: answer.sqlstate, message: answer.message, position: null });
    case 'unreachable':
      return parseCatalogue({ kind: 'lost', why: answer.why });
  }
}
