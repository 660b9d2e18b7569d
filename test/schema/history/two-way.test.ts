import { describe, expect, test } from 'vitest';
import { detectTool } from '#src/schema/history/detect-tool.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import type { History } from '#src/schema/migration.ts';

const UP = 'alter table parcels rename column label to title;';
const DOWN = 'alter table parcels rename column title to label;';

test.each([
  ['dbmate', `-- migrate:up\n${UP}\n\n-- migrate:down\n${DOWN}\n`],
  ['dbmate, with Windows line ends', `-- migrate:up\r\n${UP}\r\n-- migrate:down\r\n${DOWN}\r\n`],
  ['sql-migrate', `-- +migrate Up\n${UP}\n-- +migrate Down\n${DOWN}\n`],
  ['micrate', `-- +micrate Up\n${UP}\n-- +micrate Down\n${DOWN}\n`],
  ['rambler', `-- rambler up\n${UP}\n\n-- rambler down\n${DOWN}\n`],
  ['node-pg-migrate', `-- Up Migration\n${UP}\n-- Down Migration\n${DOWN}\n`],
  ['node-pg-migrate, in other letters', `  --- up migration (titles)\n${UP}\n-----  DOWN   MIGRATION\n${DOWN}\n`],
  ['node-pg-migrate, the way back first', `-- Down Migration\n${DOWN}\n-- Up Migration\n${UP}\n`],
  ['tern', `${UP}\n\n---- create above / drop below ----\n\n${DOWN}\n`],
  ['Play', `# --- !Ups\n${UP}\n# --- !Downs\n${DOWN}\n`],
  ['MyBatis', `-- // titles\n${UP}\n\n-- //@UNDO\n${DOWN}\n`],
  ['dbdeploy', `${UP}\n--//@UNDO\n${DOWN}\n`],
  ['shmig', `-- Migration: titles\n-- ====  UP  ====\n${UP}\n-- ==== DOWN ====\n${DOWN}\n`],
])('%s: the way forward is replayed and the way back is the down script', (_, text) => {
  const tree = new Map([['002_titles.sql', text]]);
  expect(detectTool(tree)).toEqual({ kind: 'tool', tool: 'sql', folder: '' });
  const [migration] = migrationsOf(readHistory(tree, 'sql'));
  const statements = (sql = ''): string[] => sql.split('\n').map((line) => (line.startsWith('--') ? '' : line.trim()));
  expect([statements(migration?.up.sql).join(''), statements(migration?.down?.sql).join('')]).toEqual([UP, DOWN]);
  expect(statements(migration?.up.sql).indexOf(UP)).toBe(statements(text).indexOf(UP));
});

test('both ways may take turns, and every line keeps its number', () => {
  const text = `-- rambler up\ncreate table one ();\n-- rambler down\ndrop table one;\n-- rambler up\ncreate table two ();\n-- rambler down\ndrop table two;\n`;
  const [migration] = migrationsOf(readHistory(new Map([['1_a.sql', text]]), 'sql'));
  expect(migration?.up.sql).toBe('\ncreate table one ();\n\n\n\ncreate table two ();\n\n\n');
});

test.each([
  ['-- migrate:up transaction:false\nselect 1;\n-- migrate:down\n', false],
  ['-- +migrate Up notransaction\nselect 1;\n', false],
  ['---- tern: disable-tx ----\nselect 1;\n---- create above / drop below ----\n', false],
  ['-- migrate:up\nselect 1;\n', true],
])('%j says whether there is a transaction', (text, transaction) => {
  expect(migrationsOf(readHistory(new Map([['1_a.sql', text]]), 'sql'))[0]?.up.transaction).toBe(transaction);
});

describe('what is not run, because nobody can tell which of it runs', () => {
  test.each([
    ['a way back without a way forward', `${UP}\n-- migrate:down\n${DOWN}\n`],
    ['SQL before the first mark', `${UP}\n-- migrate:up\nselect 1;\n-- migrate:down\n${DOWN}\n`],
    ['marks of two tools', `-- migrate:up\n${UP}\n-- rambler down\n${DOWN}\n`],
  ])('%s', (_, text) => {
    expect(readHistory(new Map([['1_a.sql', text]]), 'sql')).toMatchObject({ migrations: [], opaque: [{ file: '1_a.sql' }] });
  });

  test('a file without the marks that the tool of the others wants', () => {
    const tree = new Map([
      ['1_a.sql', `-- migrate:up\n${UP}\n-- migrate:down\n${DOWN}\n`],
      ['2_b.sql', UP],
    ]);
    expect(readHistory(tree, 'sql')).toMatchObject({ migrations: [{ name: '1_a' }], opaque: [{ file: '2_b.sql', before: 1 }] });
  });

  test('a program among the files', () => {
    const tree = new Map([
      ['1700000000000_parcels.sql', UP],
      ['1700000100000_fill.js', ''],
      ['1700000200000_more.sql', UP],
      ['helpers.js', ''],
    ]);
    expect(readHistory(tree, 'sql')).toMatchObject({ opaque: [{ file: '1700000100000_fill.js', before: 1 }] });
  });

  test('a way back that leads back from nothing', () => {
    expect(
      readHistory(
        new Map([
          ['1_a.sql', UP],
          ['2_b.undo.sql', DOWN],
        ]),
        'sql',
      ),
    ).toMatchObject({ opaque: [{ file: '2_b.undo.sql' }] });
  });
});

describe('a way back in a file of its own', () => {
  test.each([
    ['002_titles.down.sql', '002_titles.up.sql'],
    ['002_titles_down.sql', '002_titles_up.sql'],
    ['20240101-titles-down.sql', '20240101-titles-up.sql'],
    ['002_titles.rollback.sql', '002_titles.sql'],
    ['002_titles_rollback.sql', '002_titles.sql'],
    ['002_titles.undo.sql', '002_titles.sql'],
    ['002_titles.revert.sql', '002_titles.sql'],
    ['002_titles.DOWN.sql', '002_titles.UP.sql'],
    ['002.undo.titles.sql', '002.do.titles.sql'],
    ['002.undo.sql', '002.do.sql'],
  ])('%s is the way back from %s', (back, forward) => {
    const [migration, ...others] = migrationsOf(
      readHistory(
        new Map([
          [back, DOWN],
          [forward, UP],
        ]),
        'sql',
      ),
    );
    expect([migration?.file, migration?.down?.file, others.length]).toEqual([forward, back, 0]);
  });

  test('a title that ends in such a word is a title', () => {
    const tree = new Map([
      ['003_bring_titles_back.sql', UP],
      ['004_revert.sql', DOWN],
    ]);
    expect(migrationsOf(readHistory(tree, 'sql')).map(({ name }) => name)).toEqual(['003_bring_titles_back', '004_revert']);
  });
});

function migrationsOf(history: History): Extract<History, { kind: 'history' }>['migrations'] {
  if (history.kind === 'not readable') throw new Error(history.why);
  return history.migrations;
}
