import { afterEach, expect, test } from 'vitest';
import type { FileTree, Tool } from '#src/schema/migration.ts';
import { BOOKKEEPING } from '#src/schema/replay/bookkeeping.ts';
import { closeAll, COLUMNS, opened, PATIENCE, replayAll } from './replay-all.ts';

afterEach(closeAll);

test.each<[Tool, FileTree]>([
  [
    'prisma',
    new Map([
      ['20250625_b/migration.sql', 'alter table t add b int;'],
      ['20250625000000_a/migration.sql', 'create table t (id int);'],
    ]),
  ],
  [
    'drizzle',
    new Map([
      ['meta/_journal.json', '{"entries":[{"tag":"0001_a"},{"tag":"0000_b"}]}'],
      ['0001_a.sql', 'create table t (id int);'],
      ['0000_b.sql', 'alter table t add x int;\n--> statement-breakpoint\nalter table t rename x to b;'],
      ['0002_draft.sql', 'drop table t;'],
    ]),
  ],
  [
    'sqlx',
    new Map([
      ['9_a.sql', 'create table t (id int);'],
      ['10_b.sql', '-- no-transaction\nalter table t add b int; create index concurrently on t (b);'],
    ]),
  ],
  [
    'diesel',
    new Map([
      ['2019-01-01-000000_b/up.sql', 'alter table t add b int;'],
      ['20180101000000_a/up.sql', 'create table t (id int);'],
    ]),
  ],
  [
    'golang-migrate',
    new Map([
      ['9_a.up.sql', 'create table t (id int);'],
      ['9_a.down.sql', 'drop table t;'],
      ['10_b.up.sql', 'alter table t add b int;'],
    ]),
  ],
  [
    'goose',
    new Map([
      ['9_a.sql', '-- +goose Up\ncreate table t (id int);\n-- +goose Down\ndrop table t;'],
      [
        '10_b.sql',
        '-- +goose Up\n-- +goose StatementBegin\ndo $$ begin alter table t add b int; end $$;\n-- +goose StatementEnd\n-- +goose Down\nselect 1;',
      ],
    ]),
  ],
  [
    'sql',
    new Map([
      ['V2.b.up.sql', 'alter table t add b int;'],
      ['V1.a.up.sql', 'create table t (id int);'],
      ['V1.a.down.sql', 'drop table t;'],
    ]),
  ],
  [
    'supabase',
    new Map([
      [
        '20230101000000_a.sql',
        'create table t (id int, owner uuid references auth.users); create policy p on t using (auth.uid() = owner);',
      ],
      ['20230102000000_b.sql', 'alter table t drop owner cascade; alter table t add b int; grant select on t to anon;'],
    ]),
  ],
])(
  '%s: its order, and nothing that it would not run',
  async (tool, tree) => {
    const replayed = await replayAll(tree, tool, { ask: () => [COLUMNS] });
    expect(replayed.map(({ outcome }) => outcome)).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
    const [after] = replayed[1]?.answers ?? [];
    expect(after?.kind === 'ok' && after.rows.find((row) => row['table'] === 't')).toEqual({ table: 't', columns: 'id,b' });
  },
  PATIENCE,
);

test(
  'a migration may refer to the table in which its tool keeps count',
  async () => {
    const scratch = await opened([]);
    const tables = {
      prisma: '_prisma_migrations',
      drizzle: 'drizzle.__drizzle_migrations',
      sqlx: '_sqlx_migrations',
      diesel: '__diesel_schema_migrations',
      'golang-migrate': 'schema_migrations',
      goose: 'goose_db_version',
      supabase: 'supabase_migrations.schema_migrations',
    } as const;
    for (const tool of Object.keys(tables) as (keyof typeof tables)[]) {
      const answer = await scratch.probe(`${BOOKKEEPING[tool]}; alter table ${tables[tool]} add note text`);
      expect({ tool, answer }).toEqual({ tool, answer: { kind: 'ok', rows: [] } });
    }
  },
  PATIENCE,
);
