import type { Catalogue, Relation } from '../catalogue/catalogue.ts';
import type { Code } from '../code/code.ts';
import type { Contract } from '../contract/contract.ts';
import { qualified } from '../diff/named.ts';
import type { Statement } from '../oracle/statement.ts';

export interface Speaker {
  readonly contract: Contract;
  readonly code: Code;
  /** Whether it calls functions with their arguments by name, as PostgREST does. */
  readonly callsByName: boolean;
}

/**
 * Of what code for a schema may say, what this code says, or may say as far as can be told. It then counts like every other statement: what is only possible
 * and failed would be neither safe nor unsafe.
 *
 * @param before the schema that the statements are for
 */
export function asSaid(statements: readonly Statement[], before: Catalogue, { contract, code, callsByName }: Speaker): Statement[] {
  const relations = new Map(before.relations.map((relation) => [qualified(relation), relation]));

  function mayUpsert(relation: Relation, part: string | null): boolean {
    const unique = relation.uniques.find(({ name }) => name === part);
    // Of a role that some policy lets in it is not known what its session says.
    if (unique === undefined) return false;
    const { kind } = code.upsertOn(relation, unique);
    if (kind !== 'cannot tell') return kind === 'in';
    return contract.source !== 'sqlx queries' || contract.gaps.length > 0;
  }

  return statements.flatMap((statement) => {
    const { object, part, use } = statement;
    const relation = relations.get(object);
    if (contract.objects?.get(object) === null) return [];
    if (use === 'ordinary') return [statement];
    const isSaid = relation === undefined ? callsByName : mayUpsert(relation, part);
    return isSaid ? [{ ...statement, use: 'ordinary' as const }] : [];
  });
}
