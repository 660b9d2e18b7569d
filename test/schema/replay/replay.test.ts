import { afterEach, expect, test } from 'vitest';
import { replay, type Replayed } from '#src/schema/replay/replay.ts';
import { closeAll, COLUMNS, historyOf, opened, PATIENCE, replayAll } from './replay-all.ts';

afterEach(closeAll);

test(
  'a COMMIT in the middle and CONCURRENTLY go statement by statement; comments only and nothing at all are applied',
  async () => {
    const replayed = await replayAll(
      new Map([
        [
          '1_a.sql',
          '-- größe 😀\r\ncreate table "größe" (a int);\r\ncommit;\r\ncreate index concurrently i on "größe" (a);\r\nbegin;\r\nalter table "größe" add b int;\r\ncommit;',
        ],
        ['2_b.sql', '-- nothing yet\n'],
        ['3_c.sql', ''],
      ]),
      'sqlx',
    );
    expect(replayed.map(({ outcome }) => outcome.kind)).toEqual(['applied', 'applied', 'applied']);
  },
  PATIENCE,
);

test(
  'what fails is named with file line and SQLSTATE, takes nothing else of its file with it, and the replay goes on',
  async () => {
    const replayed = await replayAll(
      new Map([
        ['1_a.sql', 'create table t (id int);\n\ncreate extension nowhere_to_be_found;\ncreate table u (id int);'],
        ['2_b.sql', 'alter table u add b int;'],
      ]),
      'sqlx',
      { ask: () => [COLUMNS] },
    );
    expect(replayed.map(({ outcome }) => outcome)).toEqual([
      { kind: 'partly applied', failures: [{ line: 3, sqlstate: '0A000', message: 'extension "nowhere_to_be_found" is not available' }] },
      { kind: 'applied' },
    ]);
    expect(replayed[1]?.answers).toMatchObject([
      { kind: 'ok', rows: [{ table: '_sqlx_migrations' }, { table: 't', columns: 'id' }, { table: 'u', columns: 'id,b' }] },
    ]);
  },
  PATIENCE,
);

test(
  'a failure inside a transaction of the script itself undoes that part only, and it is gone through again',
  async () => {
    const sql = 'create table a (id int);\ncommit;\nbegin;\ncreate table b (id int);\nselect 1 / 0;\ncreate table c (id int);\ncommit;';
    const [only] = await replayAll(new Map([['1_a.sql', sql]]), 'sqlx', { ask: () => [COLUMNS] });
    expect(only?.outcome).toEqual({ kind: 'partly applied', failures: [{ line: 5, sqlstate: '22012', message: 'division by zero' }] });
    expect(only?.answers).toMatchObject([
      { kind: 'ok', rows: [{ table: '_sqlx_migrations' }, { table: 'a' }, { table: 'b' }, { table: 'c' }] },
    ]);
  },
  PATIENCE,
);

test(
  'a truncated file and rows for COPY fail at their line and change nothing; a COPY that reaches outside is not run',
  async () => {
    const replayed = await replayAll(
      new Map([
        ['1_a.sql', 'create table t (id int);'],
        ['2_b.sql', 'alter table t add b int;\nalter table t add'],
        ['3_c.sql', 'copy t from stdin;\n1\n\\.\n'],
        ['4_d.sql', "alter table t add d int;\ncopy t to program 'id';"],
        ['5_e.sql', 'alter table t add e int;'],
      ]),
      'sqlx',
      { ask: () => [COLUMNS] },
    );
    expect(replayed.map(({ outcome }) => (outcome.kind === 'partly applied' ? outcome.failures : outcome.kind))).toMatchObject([
      'applied',
      [{ line: 2, sqlstate: '42601' }],
      [{ line: 2, sqlstate: '42601' }],
      [{ line: 2, sqlstate: null }],
      'applied',
    ]);
    expect(replayed[4]?.answers).toMatchObject([{ kind: 'ok', rows: [{ table: '_sqlx_migrations' }, { table: 't', columns: 'id,d,e' }] }]);
  },
  PATIENCE,
);

test(
  'a search path, a role and a transaction that one migration leaves behind do not reach the next',
  async () => {
    const replayed = await replayAll(
      new Map([
        ['1_a.sql', "select pg_catalog.set_config('search_path', '', false); create role weak; set role weak; begin;"],
        ['2_b.sql', 'create table t (id int);'],
      ]),
      'golang-migrate',
      {},
      '.up.sql',
    );
    expect(replayed.map(({ outcome }) => outcome.kind)).toEqual(['applied', 'applied']);
  },
  PATIENCE,
);

test(
  'once the database is lost, that migration and all after it are lost, and none is called applied',
  async () => {
    const replayed = await replayAll(
      new Map([
        ['1_a.sql', 'create table t (id int);'],
        ['2_b.sql', "do $$ begin execute 'copy (select 1) to program ''id'''; end $$;"],
        ['3_c.sql', 'create table u (id int);'],
      ]),
      'sqlx',
      { ask: () => [COLUMNS] },
    );
    expect(replayed.map(({ outcome }) => outcome.kind)).toEqual(['applied', 'lost', 'lost']);
    expect(replayed.map(({ answers }) => answers.length)).toEqual([1, 0, 0]);
  },
  PATIENCE,
);

test(
  'questions after each statement see it inside its transaction, and are withdrawn when it is undone',
  async () => {
    const heard: [number, string][] = [];
    const again: number[] = [];
    const sql = 'create table t (id int);\nalter table t add b int;\nalter table nowhere add c int;';
    const [only] = await replayAll(new Map([['1_a.sql', sql]]), 'sqlx', {
      eachStatement: () => ({
        ask: [
          `select coalesce(string_agg(attname, ',' order by attnum), '') as columns from pg_attribute where attrelid = to_regclass('t') and attnum > 0`,
        ],
        hear: ({ line }, [answer]) => heard.push([line, answer?.kind === 'ok' ? JSON.stringify(answer.rows[0]?.['columns']) : 'nothing']),
        again: () => again.push(heard.length),
      }),
    });
    expect(only?.outcome).toMatchObject({ kind: 'partly applied', failures: [{ line: 3, sqlstate: '42P01' }] });
    expect({ heard, again }).toEqual({
      heard: [
        [1, '"id"'],
        [2, '"id,b"'],
        [1, '"id"'],
        [2, '"id,b"'],
      ],
      again: [2],
    });
  },
  PATIENCE,
);

test(
  'a question that fails after a statement stops the replay, because the transaction is gone',
  async () => {
    const seen = await replayAll(
      new Map([
        ['1_a.sql', 'create table t (id int);\nalter table t add b int;'],
        ['2_b.sql', 'create table u (id int);'],
      ]),
      'sqlx',
      { eachStatement: () => ({ ask: ['select * from nowhere'], hear: () => {}, again: () => {} }) },
    );
    expect(seen.map(({ outcome }) => outcome.kind)).toEqual(['lost', 'lost']);
  },
  PATIENCE,
);

test(
  'a history goes on in the same database',
  async () => {
    const scratch = await opened([]);
    const all = historyOf(
      new Map([
        ['1_a.sql', 'create table t (id int);'],
        ['2_b.sql', 'alter table t add b int;'],
      ]),
      'sqlx',
    );
    const seen: Replayed[] = [];
    const onMigration = (replayed: Replayed): void => void seen.push(replayed);
    await replay(scratch, { ...all, migrations: all.migrations.slice(0, 1) }, { onMigration });
    await replay(scratch, { ...all, migrations: all.migrations.slice(1) }, { onMigration, goesOn: true });
    expect(seen.map(({ migration, outcome }) => [migration.name, outcome.kind])).toEqual([
      ['1_a', 'applied'],
      ['2_b', 'applied'],
    ]);
  },
  PATIENCE,
);
