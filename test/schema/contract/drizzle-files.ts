import type { Contract } from '#src/schema/contract/contract.ts';
import { findContract } from '#src/schema/contract/find-contract.ts';

export const CONFIG = `import { defineConfig } from 'drizzle-kit';
export default defineConfig({ dialect: 'postgresql', schema: './src/db/schema.ts', out: './drizzle', dbCredentials: { url: process.env.URL! } });
`;
const JOURNAL = { 'drizzle/meta/_journal.json': '{"entries":[]}' };

export const IMPORT =
  "import { customType, getTableColumns, numeric, pgEnum, pgMaterializedView, pgSchema, pgTable, pgTableCreator, pgView, snakeCase, text, timestamp } from 'drizzle-orm/pg-core';\n";

export async function read(files: Readonly<Record<string, string>>, folder = 'drizzle'): Promise<Contract | null> {
  const all = new Map(Object.entries({ 'drizzle.config.ts': CONFIG, ...JOURNAL, ...files }));
  return await findContract({
    paths: all.keys(),
    folder,
    tool: 'drizzle',
    read: async (paths) => new Map(paths.map((path) => [path, all.get(path) ?? ''])),
  });
}

export function columnsIn(contract: Contract | null): string[] {
  return (contract?.tables ?? []).flatMap(({ schema, name, columns }) =>
    columns.map((column) => [schema, name, column.name].filter((part) => part !== null).join('.')),
  );
}
