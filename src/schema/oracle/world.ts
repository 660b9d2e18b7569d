import type { Catalogue, Domain, Relation } from '../catalogue/catalogue.ts';
import { printedType, qualified } from '../diff/named.ts';

/** The old schema, ready to be asked by name. */
export interface World {
  readonly catalogue: Catalogue;
  readonly relations: ReadonlyMap<string, Relation>;
  /** By the type as `format_type` prints it. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly domains: ReadonlyMap<string, Domain>;
  /** Number of attributes. */
  readonly composites: ReadonlyMap<string, number>;
}

export function worldOf(catalogue: Catalogue): World {
  return {
    catalogue,
    relations: new Map(catalogue.relations.map((relation) => [qualified(relation), relation])),
    labels: new Map(catalogue.enums.map((type) => [printedType(type), type.labels])),
    domains: new Map(catalogue.domains.map((domain) => [printedType(domain), domain])),
    composites: new Map([...catalogue.composites, ...catalogue.relations].map((type) => [printedType(type), type.columns.length])),
  };
}
