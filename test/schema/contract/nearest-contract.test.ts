import { describe, expect, test } from 'vitest';
import type { Contract } from '#src/schema/contract/contract.ts';
import { nearestContract } from '#src/schema/contract/nearest-contract.ts';
import { withCoverage } from '#src/schema/contract/with-coverage.ts';
import { catalogueOf } from '#test/schema/verdict/catalogue-of.ts';

describe('the files that state what the code needs', () => {
  test('are those of the closest folder around the migrations', () => {
    const paths = ['packages/db/prisma/schema.prisma', 'packages/db/prisma/migrations/1_a/migration.sql', 'packages/other/schema.prisma'];
    expect(nearestContract(paths, 'packages/db/prisma/migrations', 'prisma')).toEqual(['packages/db/prisma/schema.prisma']);
  });

  test('may be at the top of the repository', () => {
    expect(nearestContract(['.sqlx/query-1.json', 'crates/a/migrations/1_a.sql'], 'crates/a/migrations', 'sql')).toEqual([
      '.sqlx/query-1.json',
    ]);
  });

  test.each(['goose', 'golang-migrate', 'diesel', 'sqlx', 'sql'] as const)('are none of another tool’s: %s', (tool) => {
    expect(
      nearestContract(['examples/schema.prisma', 'drizzle/meta/0001_snapshot.json', 'src/database.types.ts'], 'db/migrations', tool),
    ).toEqual([]);
  });
});

describe('a contract beside the schema', () => {
  const contract = (...names: string[]): Contract => ({
    source: 'sqlx queries',
    files: [],
    tables: names.map((name) => ({ schema: null, name, columns: [], everyColumn: 'no' })),
    enums: null,
    statements: [],
    gaps: [],
  });
  const FOUR = catalogueOf({ a: [], b: [], c: [], d: [] });

  test.each([
    { names: ['a', 'b'], gaps: [] },
    { names: ['a'], gaps: ['The sqlx queries of the code name 1 of 4 tables, so the others count as used too.'] },
    { names: ['x', 'y', 'z'], gaps: ['The sqlx queries of the code name 0 of 4 tables, so the others count as used too.'] },
    { names: [], gaps: ['The sqlx queries of the code name 0 of 4 tables, so the others count as used too.'] },
  ])('that names $names has the gaps $gaps', ({ names, gaps }) => {
    expect(withCoverage(contract(...names), FOUR).gaps).toEqual(gaps);
  });

  test('of no tables at all lacks nothing', () => {
    expect(withCoverage(contract(), catalogueOf({})).gaps).toEqual([]);
  });
});
