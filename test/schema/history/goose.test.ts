import { expect, test } from 'vitest';
import { gooseSections } from '#src/schema/history/goose-sections.ts';
import { readHistory } from '#src/schema/history/read-history.ts';

test('the two ways are cut out, and each knows the line at which it begins', () => {
  const text = '-- a comment\n-- +goose Up\ncreate table t ();\n\n-- +goose Down\ndrop table t;\n';
  expect(gooseSections('1_a.sql', text)).toEqual({
    kind: 'sections',
    up: { sql: '-- +goose Up\ncreate table t ();\n', file: '1_a.sql', firstLine: 2, transaction: true },
    down: { sql: '-- +goose Down\ndrop table t;\n', file: '1_a.sql', firstLine: 5, transaction: true },
  });
});

test('annotations are read with Windows line ends, a byte order mark and any case', () => {
  const text = '\uFEFF-- +goose NO TRANSACTION\r\n-- +goose up\r\nselect 1;\r\n-- +goose DOWN\r\nselect 2;\r\n';
  const read = gooseSections('1_a.sql', text);
  expect(read).toMatchObject({ kind: 'sections', up: { firstLine: 2, transaction: false }, down: { firstLine: 4, transaction: false } });
});

test.each([
  ['no Up at all', 'create table t ();\n'],
  ['SQL before Up', 'create table t ();\n-- +goose Up\n'],
  ['a statement that does not end', '-- +goose Up\n-- +goose StatementBegin\ncreate function f()\n'],
  ['an annotation that goose does not know', '-- +goose Upp\nselect 1;\n'],
  ['Up twice', '-- +goose Up\nselect 1;\n-- +goose Up\nselect 2;\n'],
  ['values from the environment', '-- +goose Up\n-- +goose ENVSUB ON\nselect ${A};\n'],
  ['an empty file', ''],
])('%s is refused, as goose refuses it', (_, text) => {
  expect(gooseSections('1_a.sql', text)).toMatchObject({ kind: 'refused', why: expect.stringContaining('1_a.sql') });
});

test('files go by number; a Go migration is opaque at its place, and other Go files are none', () => {
  const up = '-- +goose Up\nselect 1;\n';
  const tree = new Map([
    ['20_c.sql', up],
    ['3_b.go', 'package migrations'],
    ['1_a.sql', up],
    ['main.go', 'package migrations'],
    ['3_b_test.go', 'package migrations'],
    ['21_broken.sql', 'select 1;'],
  ]);
  const history = readHistory(tree, 'goose');
  expect(history).toMatchObject({
    kind: 'history',
    migrations: [{ name: '1_a' }, { name: '20_c' }],
    opaque: [
      { file: '3_b.go', before: 1 },
      { file: '21_broken.sql', before: 2 },
    ],
  });
});
