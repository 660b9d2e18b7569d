import type { FileTree } from '../migration.ts';
import type { Contract, ContractColumn, ContractEnum, ContractTable } from './contract.ts';
import { prismaBlocks, type PrismaBlock } from './prisma-blocks.ts';
import { selectOf } from './select-of.ts';

const SCALARS = new Set(['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes']);
const POSTGRES = new Set(['postgresql', 'postgres', 'cockroachdb']);

/**
 * Prisma's schema, in one file or in several. The client selects every scalar field that is declared and not ignored, and may write it; so
 * declared is used. A field of an unsupported type is not in the client.
 */
export function readPrisma(files: FileTree): Contract {
  const gaps: string[] = [];
  const blocks = [...files].flatMap(([file, text]) => {
    const { blocks: found, unread, provider } = prismaBlocks(text);
    // The first is enough to know that the file was not read whole.
    gaps.push(...unread.slice(0, 1).map((clause) => `${file}: ${clause}.`));
    if (provider !== null && !POSTGRES.has(provider)) gaps.push(`${file} is for ${provider}, not for PostgreSQL.`);
    return found;
  });
  const enums = blocks.filter(({ kind }) => kind === 'enum');
  const models = blocks.filter(({ kind }) => kind === 'model' || kind === 'view');
  const scalars = new Set([...SCALARS, ...enums.map(({ name }) => name)]);
  const known = new Set([...scalars, ...blocks.map(({ name }) => name)]);

  const tables = models.filter(({ attributes }) => !hasAttribute(attributes, '@@ignore')).map((model) => tableOf(model, scalars));
  for (const model of models) {
    for (const field of model.fields.filter(({ type }) => !known.has(type) && !type.startsWith('Unsupported'))) {
      gaps.push(`${model.name}.${field.name} has the type ${field.type}, which no file of the schema declares.`);
    }
  }
  return {
    source: 'prisma schema',
    files: [...files.keys()],
    tables,
    enums: enums.map(enumOf),
    statements: tables.map(selectOf),
    gaps,
  };
}

function tableOf(model: PrismaBlock, scalars: ReadonlySet<string>): ContractTable {
  const columns = model.fields
    .filter(({ type, attributes }) => scalars.has(type) && !hasAttribute(attributes, '@ignore'))
    .map(({ name, attributes }): ContractColumn => ({ name: mapped(attributes, '@map') ?? name, written: model.kind === 'model' }));
  return {
    schema: mapped(model.attributes, '@@schema'),
    name: mapped(model.attributes, '@@map') ?? model.name,
    columns,
    everyColumn: 'no',
  };
}

function enumOf(block: PrismaBlock): ContractEnum {
  return {
    schema: mapped(block.attributes, '@@schema'),
    name: mapped(block.attributes, '@@map') ?? block.name,
    labels: block.fields.map(({ name, attributes }) => mapped(attributes, '@map') ?? name),
  };
}

function hasAttribute(attributes: string, name: string): boolean {
  return new RegExp(`(?:^|\\s)${name}(?![\\w.])`).test(attributes);
}

/** The name in `@map("name")`, also written `@map(name: "name")`. */
function mapped(attributes: string, attribute: string): string | null {
  const found = new RegExp(`(?:^|\\s)${attribute}\\(\\s*(?:name:\\s*)?("(?:[^"\\\\]|\\\\.)*")`).exec(attributes)?.[1];
  return found === undefined ? null : String(JSON.parse(found));
}
