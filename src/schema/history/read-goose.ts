import type { FileTree, History } from '../migration.ts';
import { gooseSections } from './goose-sections.ts';
import { inOrder, notReadable, type Entry } from './script.ts';
import { byVersion, notRun, repeatedVersion, type Versioned } from './versioned.ts';

const NAME = /^(?<version>\d+)_.*\.(?<kind>sql|go)$/u;

/** `1_name.sql` and `1_name.go` in the order of the numbers; the ways forward and back are sections of one file. */
export function readGoose(tree: FileTree): History {
  const files = [...tree.keys()].flatMap((file) => versionedOf(file) ?? []).sort(byVersion);
  const repeated = repeatedVersion(files);
  if (repeated !== null) return notReadable(`No order can be told: ${repeated}`);
  const used = files.map(({ file }) => file);
  return { kind: 'history', tool: 'goose', ...inOrder(files.map((file) => entryOf(tree, file))), ignored: notRun(tree, 'goose', used) };
}

function versionedOf(file: string): Versioned | null {
  if (file.includes('/') || file.endsWith('_test.go')) return null;
  const { version } = NAME.exec(file)?.groups ?? {};
  return version === undefined ? null : { file, name: file.replace(/\.(?:sql|go)$/u, ''), version: BigInt(version), direction: 'up' };
}

function entryOf(tree: FileTree, { file, name }: Versioned): Entry {
  if (file.endsWith('.go'))
    return { kind: 'opaque', file, why: `${file} is a program, so what it does to the database cannot be replayed.` };
  const read = gooseSections(file, tree.get(file) ?? '');
  if (read.kind === 'refused') return { kind: 'opaque', file, why: read.why };
  return { kind: 'migration', migration: { name, file, up: read.up, down: read.down } };
}
