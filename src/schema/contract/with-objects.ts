import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Code, Said } from '../code/code.ts';
import { isCallable, signature } from '../diff/functions.ts';
import { printedType, qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import type { Contract } from './contract.ts';
import { findTables } from './find-tables.ts';

interface Named {
  readonly object: string;
  readonly name: string;
  readonly isEnum: boolean;
}

/** Schemas, functions, types and sequences of the earlier schema that findings are about, as these call them. */
export function objectsOf(findings: readonly Finding[], before: Catalogue): Named[] {
  const { schemas, functions, enums, domains, composites, sequences } = before;
  const about = new Set(findings.flatMap(({ object }) => [object, object.replace(/\.[^.]*$/u, '')]));
  return [
    ...schemas
      .map(({ name }) => ({ object: name, name, isEnum: false }))
      .filter(({ object }) => findings.some((one) => one.object === object)),
    ...[
      ...functions.filter(isCallable).map((routine) => ({ object: signature(routine), name: routine.name, isEnum: false })),
      ...[...enums, ...domains, ...composites, ...sequences].map((one) => ({
        object: qualified(one),
        name: one.name,
        isEnum: 'labels' in one,
      })),
    ].filter(({ object }) => about.has(object)),
  ];
}

/**
 * The contract, and which of the objects beside tables the code names: in a statement of its own, in a source file, or as the type of a column that it uses.
 * As it was where the contract was not read whole, or there is no code to look in.
 */
export function withObjects(contract: Contract, before: Catalogue, objects: readonly Named[], code: Code): Contract {
  if (contract.source === 'replayed catalogue' || contract.gaps.length > 0) return contract;
  const own = contract.files[0] ?? contract.source;
  const words = new Set(contract.statements.flatMap((text) => text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []));
  const made = new Set(ofTables(contract, before));
  const looked = objects.map(({ object, name, isEnum }) => {
    // A contract that declares enums declares all that it uses.
    const said = isEnum && contract.enums !== null ? NOWHERE : code.names(name);
    return { object, said, isOwn: words.has(name) || made.has(object) };
  });
  if (contract.source !== 'sqlx queries' && looked.some(({ said }) => said.kind === 'cannot tell')) return contract;
  return {
    ...contract,
    objects: new Map(looked.map(({ object, said, isOwn }) => [object, isOwn ? own : said.kind === 'in' ? said.file : null])),
  };
}

const NOWHERE: Said = { kind: 'nowhere' };

/** Declared by name, or what the tables of this code are made of. */
function ofTables(contract: Contract, { relations, enums, domains, composites }: Catalogue): string[] {
  const used = relations.filter(({ schema, name }) => findTables(contract, schema, name).length > 0);
  const types = new Set(used.flatMap(({ columns }) => columns.map(({ type }) => type.replace(/(?:\[\])+$/u, ''))));
  const declared = enums.filter(({ schema, name }) =>
    contract.enums?.some((one) => one.name === name && (one.schema === null || one.schema === schema)),
  );
  const typed = [...enums, ...domains, ...composites].filter((type) => types.has(printedType(type)));
  return [...used.map(({ schema }) => schema), ...[...declared, ...typed].map(qualified)];
}
