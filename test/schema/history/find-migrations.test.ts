import { describe, expect, test } from 'vitest';
import { findMigrations, isMigrationFile } from '#src/schema/history/find-migrations.ts';

const found = (...files: readonly (string | readonly [string, string])[]) =>
  findMigrations(new Map(files.map((file) => (typeof file === 'string' ? [file, 'select 1;'] : [file[0], file[1]]))));

describe('where the migrations of a repository are', () => {
  test.each([
    {
      given: 'Prisma',
      files: ['prisma/migrations/migration_lock.toml', 'prisma/migrations/1_a/migration.sql'],
      folder: 'prisma/migrations',
      tool: 'prisma',
    },
    { given: 'Drizzle 0.x', files: ['db/out/meta/_journal.json', 'db/out/0000_a.sql'], folder: 'db/out', tool: 'drizzle' },
    {
      given: 'Drizzle 1.0',
      files: ['drizzle/20250101000000_a/migration.sql', 'drizzle/20250101000000_a/snapshot.json'],
      folder: 'drizzle',
      tool: 'drizzle',
    },
    {
      given: 'Diesel',
      files: ['migrations/2025-01-01-000000_a/up.sql', 'migrations/2025-01-01-000000_a/down.sql'],
      folder: 'migrations',
      tool: 'diesel',
    },
    { given: 'golang-migrate', files: ['db/1_a.up.sql', 'db/1_a.down.sql'], folder: 'db', tool: 'golang-migrate' },
    { given: 'goose', files: [['sql/00001_a.sql', '-- +goose Up\nselect 1;']], folder: 'sql', tool: 'goose' },
    {
      given: 'Supabase',
      files: ['supabase/config.toml', 'supabase/seed.sql', 'supabase/migrations/20250101000000_a.sql'],
      folder: 'supabase/migrations',
      tool: 'supabase',
    },
    { given: 'plain SQL', files: ['migrations/1.sql', 'README.md'], folder: 'migrations', tool: 'sql' },
    { given: 'plain SQL at the top', files: ['1.sql', '2.sql'], folder: '', tool: 'sql' },
    { given: 'a folder of another name', files: ['schema/0001_a.sql'], folder: 'schema', tool: 'sql' },
    {
      given: 'a package of several',
      files: ['packages/db/migrations/0001_a.sql', 'packages/web/app.js'],
      folder: 'packages/db/migrations',
      tool: 'sql',
    },
    {
      given: 'beside fixtures, tests, examples and another database',
      files: [
        'migrations/0001_a.sql',
        'test/migrations/0001_a.sql',
        'examples/x/migrations/0001_a.sql',
        'fixtures/migrations/0001_a.sql',
        'migrations-of/mysql/0001_a.sql',
        'node_modules/y/migrations/0001_a.sql',
      ],
      folder: 'migrations',
      tool: 'sql',
    },
    { given: 'beside dumps and seeds', files: ['migrations/0001_a.sql', 'dump.sql', 'seeds/users.sql'], folder: 'migrations', tool: 'sql' },
    { given: 'only among the examples', files: ['examples/x/migrations/0001_a.sql'], folder: 'examples/x/migrations', tool: 'sql' },
  ])('$given', ({ files, folder, tool }) => {
    expect(found(...(files as (string | [string, string])[]))).toEqual({ kind: 'tool', folder, tool });
  });

  test.each([
    { given: 'nothing', files: [], places: 0, why: 'No migrations were found in the repository. Name the folder that holds them.' },
    {
      given: 'a seed alone',
      files: ['db/seed.sql'],
      places: 0,
      why: 'No migrations were found in the repository. Name the folder that holds them.',
    },
    {
      given: 'two folders',
      files: ['b/migrations/0001_a.sql', 'a/migrations/0001_a.sql'],
      places: 2,
      why: 'Migrations were found in a/migrations/ and in b/migrations/. Name one of the two.',
    },
  ])('$given is a question for a person', ({ files, places, why }) => {
    expect(found(...files)).toEqual({ kind: 'not told', places, why });
  });
});

test.each([
  ['a/1_b.sql', true],
  ['migration_lock.toml', true],
  ['x/migration_lock.toml', true],
  ['drizzle/meta/_journal.json', true],
  ['drizzle/1_a/snapshot.json', true],
  ['00002_data.go', true],
  ['main.go', false],
  ['a/sql.ts', false],
  ['Cargo.toml', false],
])('%s is read to find them: %s', (path, read) => {
  expect(isMigrationFile(path)).toBe(read);
});
