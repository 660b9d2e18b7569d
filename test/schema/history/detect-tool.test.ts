import { expect, test } from 'vitest';
import { detectTool } from '#src/schema/history/detect-tool.ts';

const SQL = 'create table t ();';

test.each([
  {
    tool: 'prisma',
    tree: [
      ['migration_lock.toml', ''],
      ['1_a/migration.sql', SQL],
    ],
  },
  { tool: 'prisma', tree: [['1_a/migration.sql', SQL]] },
  {
    tool: 'drizzle',
    tree: [
      ['meta/_journal.json', '{}'],
      ['0000_a.sql', SQL],
    ],
  },
  {
    tool: 'drizzle',
    tree: [
      ['20250101000000_a/migration.sql', SQL],
      ['20250101000000_a/snapshot.json', '{}'],
    ],
  },
  { tool: 'diesel', tree: [['2019-01-01-000000_a/up.sql', SQL]] },
  { tool: 'goose', tree: [['1_a.sql', `-- +goose Up\n${SQL}`]] },
  {
    tool: 'golang-migrate',
    tree: [
      ['1_a.up.sql', SQL],
      ['1_a.down.sql', SQL],
    ],
  },
  {
    tool: 'sqlx',
    tree: [
      ['1_a.sql', SQL],
      ['2_b.sql', `-- no-transaction\n${SQL}`],
    ],
  },
  { tool: 'supabase', tree: [['20230101000000_a.sql', 'create policy p on t using (auth.uid() = owner);']] },
  { tool: 'sql', tree: [['001_a.sql', SQL]] },
  { tool: 'sql', tree: [['V0001.A.up.sql', SQL]] },
] as const)('$tool is told by $tree.0.0', ({ tool, tree }) => {
  expect(detectTool(new Map<string, string>(tree))).toEqual({ kind: 'tool', tool, folder: '' });
});

test('the folder below the tree is named', () => {
  const tree = new Map([
    ['db/drizzle/meta/_journal.json', '{}'],
    ['db/drizzle/0000_a.sql', SQL],
    ['package.json', '{}'],
  ]);
  expect(detectTool(tree)).toEqual({ kind: 'tool', tool: 'drizzle', folder: 'db/drizzle' });
});

test('two folders of migrations are not guessed between', () => {
  const tree = new Map([
    ['billing/1_a/migration.sql', SQL],
    ['shop/0001_a.sql', SQL],
  ]);
  expect(detectTool(tree)).toEqual({
    kind: 'not told',
    places: 2,
    why: 'Migrations were found in billing/ and in shop/. Name one of the two.',
  });
});

test('a tree without migrations has no tool', () => {
  expect(detectTool(new Map([['README.md', '# Shop']]))).toMatchObject({
    kind: 'not told',
    why: expect.stringContaining('No migrations were found'),
  });
});
