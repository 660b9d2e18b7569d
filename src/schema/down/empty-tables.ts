import type { Catalogue } from '../catalogue/catalogue.ts';
import { relationName } from '../oracle/quote.ts';
import type { Scratch } from '../scratch.ts';

/** Takes all rows out of a scratch database, so that those of one look do not meet those of the next. Null, or one sentence why it could not. */
export async function emptyTables(scratch: Scratch, { relations }: Catalogue): Promise<string | null> {
  const tables = relations.filter(({ kind, partitionOf }) => (kind === 'table' || kind === 'partitioned') && partitionOf === null);
  if (tables.length === 0) return null;
  const ran = await scratch.run(`TRUNCATE ${tables.map(relationName).join(', ')} CASCADE`);
  if (ran.kind === 'ok') return null;
  return ran.kind === 'lost' ? ran.why : `The rows of an earlier look could not be taken out of the scratch database: ${ran.message}.`;
}
