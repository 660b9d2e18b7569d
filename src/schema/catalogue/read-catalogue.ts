import type { Ran, Scratch } from '../scratch.ts';
import { CatalogueSchema } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { CATALOGUE_SQL } from './catalogue-sql.ts';

export type CatalogueRead = { readonly kind: 'read'; readonly catalogue: Catalogue } | { readonly kind: 'not read'; readonly why: string };

/** Rolled back, so the empty search path that it needs does not stay. */
export async function readCatalogue(database: Pick<Scratch, 'probe'>): Promise<CatalogueRead> {
  return parseCatalogue(await database.probe(`set local search_path = ''; set local jit = off; ${CATALOGUE_SQL}`));
}

/** What `CATALOGUE_SQL` answered. An answer that lacks a part is no catalogue: a missing list must never pass for an empty one. */
export function parseCatalogue(ran: Ran): CatalogueRead {
  if (ran.kind === 'lost') return { kind: 'not read', why: `The database did not answer: ${ran.why}` };
  if (ran.kind === 'failed') return { kind: 'not read', why: `The database refused the catalogue query (${ran.sqlstate}): ${ran.message}` };
  const parsed = CatalogueSchema.safeParse(ran.rows[0]?.['catalogue']);
  if (parsed.success) return { kind: 'read', catalogue: parsed.data };
  const issue = parsed.error.issues[0];
  return { kind: 'not read', why: `The catalogue that was read has not the expected shape at ${issue?.path.join('.')}: ${issue?.message}` };
}
