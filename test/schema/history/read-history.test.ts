import { describe, expect, test } from 'vitest';
import { readHistory } from '#src/schema/history/read-history.ts';
import type { FileTree, History, Tool } from '#src/schema/migration.ts';

const SQL = 'select 1;';

describe('Prisma', () => {
  test('folders go in the order of their names as text, so a shorter timestamp comes after longer ones', () => {
    const tree = files(
      '20231012100000_long/migration.sql',
      '202310122339_short/migration.sql',
      '20250625_day/migration.sql',
      '20250101000000_new/migration.sql',
    );
    expect(namesOf(readHistory(tree, 'prisma'))).toEqual([
      '20231012100000_long',
      '202310122339_short',
      '20250101000000_new',
      '20250625_day',
    ]);
  });

  test('a folder without migration.sql is opaque at its place', () => {
    const tree = files('1_a/migration.sql', '2_data/migration.ts', '3_b/migration.sql');
    expect(readHistory(tree, 'prisma')).toMatchObject({ opaque: [{ file: '2_data/migration.ts', before: 1 }] });
  });

  test('rollback.sql in the folder is the way back', () => {
    const [migration] = migrationsOf(readHistory(files('1_a/migration.sql', '1_a/rollback.sql'), 'prisma'));
    expect(migration?.down?.file).toBe('1_a/rollback.sql');
  });

  test('a lock file for another database is refused', () => {
    const tree = new Map([...files('1_a/migration.sql'), ['migration_lock.toml', 'provider = "mysql"\n']]);
    expect(readHistory(tree, 'prisma')).toMatchObject({ kind: 'not readable', why: expect.stringContaining('mysql') });
  });
});

describe('Drizzle', () => {
  test('the journal is the order, and a file outside it does not run', () => {
    const tree = new Map([...files('0000_b.sql', '0001_a.sql', '0001_draft.sql'), journal('0001_a', '0000_b')]);
    const history = readHistory(tree, 'drizzle');
    expect(namesOf(history)).toEqual(['0001_a', '0000_b']);
    expect(history).toMatchObject({ opaque: [], ignored: [{ file: '0001_draft.sql' }] });
  });

  test('a file that the journal names and that is not there is opaque at its place', () => {
    const tree = new Map([...files('0000_a.sql', '0002_c.sql'), journal('0000_a', '0001_b', '0002_c')]);
    expect(readHistory(tree, 'drizzle')).toMatchObject({ opaque: [{ file: '0001_b.sql', before: 1 }] });
  });

  test.each(['{"entries": [{"tag": "0000', '[]', ''])('the journal %j is refused', (text) => {
    const tree = new Map([...files('0000_a.sql'), ['meta/_journal.json', text]]);
    expect(readHistory(tree, 'drizzle')).toMatchObject({ kind: 'not readable', why: expect.stringContaining('not a complete journal') });
  });

  test('the layout of 1.0 has a folder for each and no journal', () => {
    const tree = files(
      '20250102000000_b/migration.sql',
      '20250102000000_b/snapshot.json',
      '20250101000000_a/migration.sql',
      '20250101000000_a/snapshot.json',
    );
    expect(namesOf(readHistory(tree, 'drizzle'))).toEqual(['20250101000000_a', '20250102000000_b']);
  });

  test('a migration of the journal has no way back, least of all itself', () => {
    const journal = JSON.stringify({ dialect: 'postgresql', entries: [{ tag: '0000_a' }] });
    const tree = new Map([...files('0000_a.sql'), ['meta/_journal.json', journal]]);
    expect(migrationsOf(readHistory(tree, 'drizzle')).map(({ down }) => down)).toEqual([null]);
  });
});

describe('Diesel', () => {
  test('the version is the name up to the underscore without its dashes', () => {
    const tree = files(
      '2019-01-02-000000_b/up.sql',
      '20190101000000_a/up.sql',
      '00000000000000_diesel_initial_setup/up.sql',
      '.hidden/up.sql',
    );
    expect(namesOf(readHistory(tree, 'diesel'))).toEqual([
      '00000000000000_diesel_initial_setup',
      '20190101000000_a',
      '2019-01-02-000000_b',
    ]);
  });

  test('metadata.toml may say that there is no transaction, for both ways', () => {
    const tree = new Map([...files('1_a/up.sql', '1_a/down.sql'), ['1_a/metadata.toml', 'run_in_transaction = false\n']]);
    const [migration] = migrationsOf(readHistory(tree, 'diesel'));
    expect([migration?.up.transaction, migration?.down?.transaction]).toEqual([false, false]);
  });

  test('two folders with one version have no order', () => {
    expect(readHistory(files('2019-01-01_a/up.sql', '20190101_b/up.sql'), 'diesel')).toMatchObject({ kind: 'not readable' });
  });
});

describe('golang-migrate', () => {
  test('files go by number, each with its way back', () => {
    const history = readHistory(files('10_c.up.sql', '9_b.up.sql', '9_b.down.sql', '0001_a.up.sql'), 'golang-migrate');
    expect(migrationsOf(history).map(({ name, down }) => [name, down?.file ?? null])).toEqual([
      ['0001_a', null],
      ['9_b', '9_b.down.sql'],
      ['10_c', null],
    ]);
  });

  test('one number twice is refused, as the tool refuses it', () => {
    expect(readHistory(files('1_a.up.sql', '01_b.up.sql'), 'golang-migrate')).toMatchObject({
      kind: 'not readable',
      why: expect.stringContaining('01_b.up.sql'),
    });
  });

  test('a file that is not SQL is opaque', () => {
    expect(readHistory(files('1_a.up.sql', '2_b.up.json'), 'golang-migrate')).toMatchObject({
      opaque: [{ file: '2_b.up.json', before: 1 }],
    });
  });
});

describe('sqlx', () => {
  test('plain and reversible files go by number', () => {
    const history = readHistory(files('20_b.sql', '3_a.up.sql', '3_a.down.sql', 'readme.sql'), 'sqlx');
    expect(namesOf(history)).toEqual(['3_a', '20_b']);
    expect(history).toMatchObject({ ignored: [{ file: 'readme.sql' }] });
  });

  test('no transaction only where the file begins with the words', () => {
    const tree = new Map([
      ['1_a.sql', '-- no-transaction\nselect 1;'],
      ['2_b.sql', '\n-- no-transaction\nselect 1;'],
    ]);
    expect(migrationsOf(readHistory(tree, 'sqlx')).map(({ up }) => up.transaction)).toEqual([false, true]);
  });
});

describe('Supabase', () => {
  test('names that are not <number>_name.sql and an old first _init do not run', () => {
    const history = readHistory(
      files('20210101000000_init.sql', '20230101000000_a.sql', 'notes.sql', 'seed/20230102000000_x.sql'),
      'supabase',
    );
    expect(namesOf(history)).toEqual(['20230101000000_a']);
    expect(history).toMatchObject({
      ignored: [{ file: '20210101000000_init.sql' }, { file: 'notes.sql' }, { file: 'seed/20230102000000_x.sql' }],
    });
  });
});

describe('a plain folder', () => {
  test('numbers are compared as numbers, part by part', () => {
    expect(namesOf(readHistory(files('10_c.sql', '2_b.sql', '1.10_a.sql', '1.9_a.sql'), 'sql'))).toEqual([
      '1.9_a',
      '1.10_a',
      '2_b',
      '10_c',
    ]);
  });

  test('V0001.Name.up.sql has its way back beside it', () => {
    const history = readHistory(files('V0002.Second.up.sql', 'V0001.First.up.sql', 'V0001.First.down.sql'), 'sql');
    expect(migrationsOf(history).map(({ name, down }) => [name, down?.file ?? null])).toEqual([
      ['V0001.First', 'V0001.First.down.sql'],
      ['V0002.Second', null],
    ]);
  });

  test('files for another database do not run', () => {
    const history = readHistory(files('V0001.First.postgres.up.sql', 'V0001.First.mysql.up.sql', 'V0002.Second.all.up.sql'), 'sql');
    expect(namesOf(history)).toEqual(['V0001.First', 'V0002.Second']);
  });

  test('a name without a number among numbered ones has no place', () => {
    expect(readHistory(files('001_a.sql', 'fix.sql'), 'sql')).toMatchObject({
      kind: 'not readable',
      why: expect.stringContaining('fix.sql'),
    });
  });

  test('a file that holds both ways is not run whole', () => {
    const tree = new Map([['001_a.sql', '-- migrate:up\ncreate table t();\n-- migrate:down\ndrop table t;']]);
    const [migration] = migrationsOf(readHistory(tree, 'sql'));
    expect([migration?.up.sql, migration?.down?.sql]).toEqual(['\ncreate table t();\n\n', '\n\n\ndrop table t;']);
  });
});

test('a byte order mark is left out of the script', () => {
  const tree = new Map([['1_a.sql', '\uFEFFselect 1;']]);
  expect(migrationsOf(readHistory(tree, 'sqlx'))[0]?.up.sql).toBe('select 1;');
});

test('the folder may lie below the tree, and files keep their whole paths', () => {
  const [migration] = migrationsOf(readHistory(files('prisma/schema.prisma', 'prisma/migrations/1_a/migration.sql'), 'prisma'));
  expect(migration).toMatchObject({
    name: '1_a',
    file: 'prisma/migrations/1_a/migration.sql',
    up: { file: 'prisma/migrations/1_a/migration.sql' },
  });
});

test('two folders of migrations are not guessed between', () => {
  expect(readHistory(files('postgres/1_a.sql', 'sqlite/1_a.sql'), 'sqlx')).toEqual({
    kind: 'not readable',
    why: 'Migrations of sqlx were found in postgres/ and in sqlite/. Name one of the two.',
  });
});

test.each<Tool>(['prisma', 'drizzle', 'supabase', 'sql', 'goose', 'golang-migrate', 'sqlx', 'diesel'])(
  '%s: a tree without migrations is not an empty history',
  (tool) => {
    expect(readHistory(files('README.md', 'src/index.ts'), tool)).toMatchObject({ kind: 'not readable' });
    expect(readHistory(new Map(), tool)).toMatchObject({ kind: 'not readable' });
  },
);

function files(...paths: string[]): FileTree {
  return new Map(paths.map((path) => [path, SQL]));
}

function journal(...tags: string[]): [string, string] {
  return [
    'meta/_journal.json',
    JSON.stringify({ version: '7', dialect: 'postgresql', entries: tags.map((tag, idx) => ({ idx, when: idx, tag, breakpoints: true })) }),
  ];
}

function migrationsOf(history: History): Extract<History, { kind: 'history' }>['migrations'] {
  if (history.kind === 'not readable') throw new Error(history.why);
  return history.migrations;
}

function namesOf(history: History): string[] {
  return migrationsOf(history).map(({ name }) => name);
}
