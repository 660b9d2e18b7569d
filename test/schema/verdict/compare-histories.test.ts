import { expect, test } from 'vitest';
import type { FileTree, History } from '#src/schema/migration.ts';
import { compareHistories } from '#src/schema/verdict/compare-histories.ts';
import { history, migration } from './migrations.ts';

type Readable = Extract<History, { kind: 'history' }>;

function compared(before: Readable, live: Readable, trees: { oldTree?: FileTree; tree?: FileTree } = {}): Record<string, string[]> {
  const span = compareHistories({ before, live, oldTree: new Map(), tree: new Map(), ...trees });
  return {
    added: span.added.map(({ name }) => name),
    edited: span.edited.map(({ name }) => name),
    removed: span.removed.map(({ name }) => name),
    outOfOrder: span.outOfOrder.map(({ name }) => name),
    opaque: span.opaque.map(({ file }) => file),
  };
}

const NOTHING = { added: [], edited: [], removed: [], outOfOrder: [], opaque: [] };
const [one, two, three] = [migration('1_one'), migration('2_two'), migration('3_three')];

test('the same files leave nothing between', () => {
  expect(compared(history(one, two), history(one, two))).toEqual(NOTHING);
});

test('what comes on top is added and in order', () => {
  expect(compared(history(one), history(one, two, three))).toEqual({ ...NOTHING, added: ['2_two', '3_three'] });
});

test('what comes before one that was there is out of order', () => {
  expect(compared(history(one, three), history(one, two, three))).toEqual({ ...NOTHING, added: ['2_two'], outOfOrder: ['2_two'] });
});

test('into nothing, nothing is out of order', () => {
  expect(compared(history(), history(one, two))).toEqual({ ...NOTHING, added: ['1_one', '2_two'] });
});

test('another text is an edit; other line ends are none', () => {
  const windows = migration('2_two', "select '2_two';\r\n\r\n");
  expect(compared(history(one, two), history(migration('1_one', 'select 0;\n'), windows))).toEqual({ ...NOTHING, edited: ['1_one'] });
});

test('one that is gone is removed; a new name is another migration', () => {
  expect(compared(history(one, two), history(one, migration('2_renamed')))).toEqual({
    ...NOTHING,
    added: ['2_renamed'],
    removed: ['2_two'],
  });
});

test.each([
  { given: 'younger than all that was there, though it stands before them', when: 9, late: [] },
  { given: 'older than one that was there, though it stands behind it', when: 3, late: ['2_two'] },
  { given: 'as old as the youngest', when: 5, late: ['2_two'] },
])('a tool that goes by time alone: $given', ({ when, late }) => {
  const [first, last] = [migration('1_one', 'select 1', 1), migration('3_three', 'select 3', 5)];
  const added = migration('2_two', 'select 2', when);
  expect(compared(history(first, last), history(first, added, last))['outOfOrder']).toEqual(late);
  expect(compared(history(first, last), history(first, last, added))['outOfOrder']).toEqual(late);
});

test('a program among the migrations is news where it was added or edited', () => {
  const opaque = (...files: string[]) => files.map((file) => ({ file, why: 'It is a program.', before: 1 }));
  const before = { ...history(one), opaque: opaque('2_a.go', '3_b.go') };
  const live = { ...history(one), opaque: opaque('2_a.go', '3_b.go', '4_c.go') };
  const oldTree = new Map([
    ['2_a.go', 'a'],
    ['3_b.go', 'b'],
  ]);
  const tree = new Map([
    ['2_a.go', 'a'],
    ['3_b.go', 'B'],
    ['4_c.go', 'c'],
  ]);
  expect(compared(before, live, { oldTree, tree })).toEqual({ ...NOTHING, opaque: ['3_b.go', '4_c.go'] });
});
