import { expect, test } from 'vitest';
import type { Migration } from '#src/schema/migration.ts';
import { migratorAhead } from '#src/schema/verdict/migrator-ahead.ts';

const UP = { sql: 'select 1;', file: '2_add.sql', firstLine: 1, transaction: true };
const ADDED: Migration = { name: '2_add', file: '2_add.sql', up: UP, down: null };

test('an old build that migrates with sqlx at its start would end there, which is told and no more', () => {
  expect(migratorAhead('sqlx', [ADDED])).toEqual([
    {
      code: 'MIGRATOR_AHEAD',
      severity: 'note',
      object: '2_add',
      sqlstate: null,
      file: null,
      line: null,
      failing: null,
      message:
        'If the old build runs sqlx when it boots, it stops there: the database has 2_add, which that build does not. Start it without its migrator.',
    },
  ]);
});

test('Prisma and Drizzle do not mind, and without a new migration nobody does', () => {
  expect([migratorAhead('prisma', [ADDED]), migratorAhead('drizzle', [ADDED]), migratorAhead('sqlx', [])]).toEqual([[], [], []]);
});
