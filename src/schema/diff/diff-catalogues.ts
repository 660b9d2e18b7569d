import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { compositeFindings } from './composites.ts';
import { domainFindings } from './domains.ts';
import { enumFindings } from './enums.ts';
import { functionFindings } from './functions.ts';
import { extensionFindings, schemaFindings, sequenceFindings } from './others.ts';
import { publicationFindings } from './publications.ts';
import { relationFindings } from './relations.ts';
import { typeWorld } from './type-change.ts';

/**
 * What code written for `before` would meet in `after`. Both must be of the same database, because object identifiers are compared: give
 * it the result of `withIdentityOf` for another one. It does not know which objects the code uses.
 */
export function diffCatalogues(before: Catalogue, after: Catalogue): Finding[] {
  const world = typeWorld(before, after);
  return [
    ...schemaFindings(before, after),
    ...relationFindings(before, after, world),
    ...enumFindings(before, after),
    ...domainFindings(before, after),
    ...compositeFindings(before, after, world),
    ...functionFindings(before, after),
    ...sequenceFindings(before, after),
    ...publicationFindings(before, after),
    ...extensionFindings(before, after),
  ];
}
