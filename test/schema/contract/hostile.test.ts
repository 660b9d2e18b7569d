import { expect, test } from 'vitest';
import { readContract } from '#src/schema/contract/read-contract.ts';

test.each([
  ['a.prisma', '/*'.repeat(1_000_000)],
  ['a.prisma', 'model A {\n'.repeat(200_000)],
  ['a.prisma', `model A {\n  ${'"\\'.repeat(1_000_000)}`],
  ['database.types.ts', `export type Database = ${'{ a: '.repeat(300_000)}`],
  ['database.types.ts', '/*'.repeat(1_000_000)],
  ['drizzle/20260101120000_a/snapshot.json', '['.repeat(1_000_000)],
  ['.sqlx/query-1.json', JSON.stringify({ db_name: 'PostgreSQL', query: '('.repeat(500_000) })],
])('%s of hostile text is a gap, soon', async (file, text) => {
  const contract = await readContract(new Map([[file, text]]));
  expect(contract?.gaps).not.toEqual([]);
});
