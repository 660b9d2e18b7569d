import { z } from 'zod';
import type { Contract, ContractColumn, ContractEnum, ContractTable } from './contract.ts';
import { selectOf } from './select-of.ts';

const column = z.object({
  name: z.string(),
  generated: z.unknown().optional(),
  identity: z.object({ type: z.string() }).nullish(),
});
const enumeration = z.object({ name: z.string(), schema: z.string().nullish(), values: z.array(z.string()) });

/** Written by drizzle-kit 0.x: everything below `tables` by name. */
const snapshot0 = z.object({
  dialect: z.enum(['postgresql', 'pg']),
  tables: z.record(z.string(), z.object({ name: z.string(), schema: z.string().nullish(), columns: z.record(z.string(), column) })),
  enums: z.record(z.string(), enumeration).default({}),
  views: z
    .record(z.string(), z.object({ name: z.string(), schema: z.string().nullish(), columns: z.record(z.string(), column).default({}) }))
    .default({}),
});

/** Written by drizzle-kit 1.0: a flat list of entities. */
const snapshot1 = z.object({
  dialect: z.enum(['postgres', 'postgresql']),
  ddl: z.array(z.looseObject({ entityType: z.string() })),
});
const table1 = z.object({ entityType: z.literal('tables'), name: z.string(), schema: z.string().nullish() });
const view1 = table1.extend({ entityType: z.literal('views') });
const column1 = column.extend({ entityType: z.literal('columns'), table: z.string(), schema: z.string().nullish() });
const enumeration1 = enumeration.extend({ entityType: z.literal('enums') });

/**
 * One snapshot of Drizzle's own, the newest of the commit. Drizzle names every declared column in each select and each insert; a generated
 * column and one that is always an identity it does not write.
 *
 * @param newest whether the newest migration of the commit has this snapshot; without it the code may declare more
 */
export function readDrizzle(file: string, text: string, newest: boolean): Contract {
  const gaps = newest ? [] : [`${file} is older than the newest migration of this commit, which has no snapshot.`];
  const read = readShape(text);
  if (read === null) return empty(file, [...gaps, `${file} is not a PostgreSQL snapshot of Drizzle's 0.x or 1.0.`]);
  const { tables, enums } = read;
  return { source: 'drizzle snapshot', files: [file], tables, enums, statements: tables.map(selectOf), gaps };
}

function readShape(text: string): { tables: ContractTable[]; enums: ContractEnum[] } | null {
  const json = parseJson(text);
  const old = snapshot0.safeParse(json);
  if (old.success) {
    const tables = Object.values(old.data.tables).map(({ name, schema, columns }) => tableOf(name, schema, Object.values(columns)));
    const views = Object.values(old.data.views).map((view) => viewOf(view.name, view.schema, Object.keys(view.columns)));
    return { tables: [...tables, ...views], enums: Object.values(old.data.enums).map(enumOf) };
  }
  const current = snapshot1.safeParse(json);
  if (!current.success) return null;
  const entities = current.data.ddl;
  const tables = z.array(table1).safeParse(entities.filter(({ entityType }) => entityType === 'tables'));
  const columns = z.array(column1).safeParse(entities.filter(({ entityType }) => entityType === 'columns'));
  const enums = z.array(enumeration1).safeParse(entities.filter(({ entityType }) => entityType === 'enums'));
  const views = z.array(view1).safeParse(entities.filter(({ entityType }) => entityType === 'views'));
  if (!tables.success || !columns.success || !enums.success || !views.success) return null;
  const columnsOf = (name: string, schema: string | null | undefined): z.infer<typeof column1>[] =>
    columns.data.filter((candidate) => candidate.table === name && schemaOf(candidate.schema) === schemaOf(schema));
  return {
    tables: [
      ...tables.data.map(({ name, schema }) => tableOf(name, schema, columnsOf(name, schema))),
      ...views.data.map(({ name, schema }) => viewOf(name, schema, [])),
    ],
    enums: enums.data.map(enumOf),
  };
}

function tableOf(name: string, schema: string | null | undefined, columns: readonly z.infer<typeof column>[]): ContractTable {
  const declared = columns.map((found): ContractColumn => ({
    name: found.name,
    written: found.generated == null && found.identity?.type !== 'always',
  }));
  return { schema: schemaOf(schema), name, columns: declared, everyColumn: 'no' };
}

/** The 1.0 format does not say which columns a view has, so all of them count. */
function viewOf(name: string, schema: string | null | undefined, columns: readonly string[]): ContractTable {
  const declared = columns.map((column): ContractColumn => ({ name: column, written: false }));
  return { schema: schemaOf(schema), name, columns: declared, everyColumn: columns.length === 0 ? 'read' : 'no' };
}

function enumOf({ name, schema, values }: z.infer<typeof enumeration>): ContractEnum {
  return { schema: schemaOf(schema), name, labels: values };
}

/** Drizzle leaves the default schema empty in one format and names it in the other. */
function schemaOf(schema: string | null | undefined): string | null {
  return schema == null || schema === '' || schema === 'public' ? null : schema;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function empty(file: string, gaps: readonly string[]): Contract {
  return { source: 'drizzle snapshot', files: [file], tables: [], enums: null, statements: [], gaps };
}
