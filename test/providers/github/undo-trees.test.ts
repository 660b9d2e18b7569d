import { describe, expect, test } from 'vitest';
import { undoTrees, type Entry, type Tree } from '#src/providers/github/undo-trees.ts';

/** `path` to content; a leading `!` makes it executable. */
function tree(files: Readonly<Record<string, string>>): Tree {
  return new Map(
    Object.entries(files).map(([path, sha]): [string, Entry] => [path, { sha, mode: sha.startsWith('!') ? '100755' : '100644' }]),
  );
}

type Files = Readonly<Record<string, string>>;
const CASES: readonly (readonly [
  string,
  {
    base: Files;
    commits: readonly (readonly [Files, Files])[];
    keep?: string[];
    changes: Record<string, string | null>;
    kept?: string[];
    conflicts?: string[];
  },
])[] = [
  ['a changed file goes back', { base: { a: '2' }, commits: [[{ a: '1' }, { a: '2' }]], changes: { a: '1' } }],
  ['a new file goes away', { base: { a: '1', b: '1' }, commits: [[{ a: '1' }, { a: '1', b: '1' }]], changes: { b: null } }],
  ['a removed file comes back', { base: {}, commits: [[{ a: '1' }, {}]], changes: { a: '1' } }],
  ['a mode goes back', { base: { a: '!1' }, commits: [[{ a: '1' }, { a: '!1' }]], changes: { a: '1' } }],
  ['a rename is a removal and a new file', { base: { b: '1' }, commits: [[{ a: '1' }, { b: '1' }]], changes: { a: '1', b: null } }],
  ['what came after stays', { base: { a: '2', z: '9' }, commits: [[{ a: '1' }, { a: '2' }]], changes: { a: '1' } }],
  [
    'several commits, newest first',
    {
      base: { a: '3' },
      commits: [
        [{ a: '2' }, { a: '3' }],
        [{ a: '1' }, { a: '2' }],
      ],
      changes: { a: '1' },
    },
  ],
  ['one that was undone already changes nothing', { base: { a: '1' }, commits: [[{ a: '1' }, { a: '2' }]], changes: {} }],
  ['one that changed again is a conflict', { base: { a: '3' }, commits: [[{ a: '1' }, { a: '2' }]], changes: {}, conflicts: ['a'] }],
  ['one that is gone since is a conflict', { base: {}, commits: [[{ a: '1' }, { a: '2' }]], changes: {}, conflicts: ['a'] }],
  [
    'half of the way back of a file is none',
    {
      base: { a: '4' },
      commits: [
        [{ a: '3' }, { a: '4' }],
        [{ a: '1' }, { a: '2' }],
      ],
      changes: {},
      conflicts: ['a'],
    },
  ],
  [
    'what is kept stays, below a folder and by its own path, and nothing else that begins alike',
    {
      base: { 'db/1.sql': '1', 'db2/1.sql': '1', 'journal.json': '2' },
      commits: [[{ 'journal.json': '1' }, { 'db/1.sql': '1', 'db2/1.sql': '1', 'journal.json': '2' }]],
      keep: ['db/', 'journal.json'],
      changes: { 'db2/1.sql': null },
      kept: ['db/1.sql', 'journal.json'],
    },
  ],
  [
    'a file cannot come back where there is a folder now',
    { base: { 'a/b': '1' }, commits: [[{ a: '1' }, {}]], changes: {}, conflicts: ['a'] },
  ],
  ['nor below what is a file now', { base: { a: '1' }, commits: [[{ 'a/b': '1' }, {}]], changes: {}, conflicts: ['a/b'] }],
  [
    'but where the commit made a folder of a file, both go back',
    { base: { 'a/b': '1' }, commits: [[{ a: '1' }, { 'a/b': '1' }]], changes: { 'a/b': null, a: '1' } },
  ],
];

describe('undoing commits file by file', () => {
  test.each(CASES)('%s', (_, { base, commits, keep = [], changes, kept = [], conflicts = [] }) => {
    const undone = undoTrees(
      tree(base),
      commits.map(([before, after], index) => ({ id: `c${index}`, before: tree(before), after: tree(after) })),
      keep,
    );
    expect(Object.fromEntries([...undone.changes].map(([path, entry]) => [path, entry?.sha ?? null]))).toEqual(changes);
    expect(undone.kept).toEqual(kept);
    expect([...undone.conflicts.keys()]).toEqual(conflicts);
  });
});
