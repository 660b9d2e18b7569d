import type { Contract, ContractColumn, ContractEnum, ContractTable } from './contract.ts';
import { typeLiteral, type TypeLiteral } from './type-literal.ts';

/**
 * The types that `supabase gen types typescript` writes. They list the whole schema as it was then, so a listed column is not sure to be read,
 * and one that may be written is not sure to be written; a column that is not listed the code cannot name.
 */
export function readSupabase(file: string, source: string): Contract {
  const database = typeLiteral(source, 'Database');
  const schemas = [...(database ?? [])].filter(([name]) => !name.startsWith('__'));
  const gaps = database === null || schemas.length === 0 ? [`${file} holds no generated type Database that can be read.`] : [];
  const tables: ContractTable[] = [];
  const enums: ContractEnum[] = [];
  for (const [schema, { members }] of schemas) {
    const kinds = ['Tables', 'Views', 'Enums'].map((kind) => members?.get(kind)?.members ?? null);
    const [listed, views, labels] = kinds;
    if (!listed || !views || !labels) gaps.push(`${file}: the schema ${schema} lacks its tables, views or enums.`);
    for (const [name, table] of [...(listed ?? []), ...(views ?? [])]) {
      const row = table.members?.get('Row')?.members ?? null;
      if (row === null) gaps.push(`${file}: ${schema}.${name} has no readable Row.`);
      else tables.push({ schema, name, columns: columnsOf(row, table.members), everyColumn: 'no' });
    }
    for (const [name, { text }] of labels ?? []) enums.push({ schema, name, labels: labelsOf(text) });
  }
  return { source: 'supabase types', files: [file], tables, enums, statements: [], gaps };
}

function columnsOf(row: TypeLiteral, table: TypeLiteral | null): ContractColumn[] {
  const writes = ['Insert', 'Update'].map((kind) => table?.get(kind)?.members ?? null);
  return [...row.keys()].map((name) => {
    const open = writes.some((members) => members !== null && members.get(name) !== undefined && members.get(name)?.text !== 'never');
    return { name, written: open ? 'unknown' : false };
  });
}

function labelsOf(text: string): string[] {
  return [...text.matchAll(/"(?<label>(?:[^"\\]|\\.)*)"/g)].map(({ 0: quoted }) => String(JSON.parse(quoted)));
}
