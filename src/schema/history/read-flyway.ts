import type { FileTree, History } from '../migration.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { byBytes } from './subtree.ts';

/** `V1_2__name.sql`, `U1_2__name.sql` that undoes it, `B1_2__name.sql` for databases that are empty, `R__name.sql` that runs again whenever it changes. */
const VERSIONED = /^(?<kind>[VUB])(?<version>\d+(?:[._]\d+)*)__(?<title>.+)\.(?<ending>\w+)$/u;
const REPEATABLE = /^R__(?<title>.+)\.(?<ending>\w+)$/u;
/** What it runs around migrations. */
const CALLBACK = /^(?:before|after)(?:Each)?(?:Migrate|Versioned|Repeatables|Connect|Validate|Baseline|Repair|Info|CreateSchema)\w*\.sql$/u;

interface Versioned {
  readonly path: string;
  readonly kind: string;
  readonly version: readonly number[];
}

export function isFlyway(tree: FileTree): boolean {
  return [...tree.keys()].some((path) => VERSIONED.exec(nameOf(path))?.groups?.['kind'] === 'V');
}

/** Flyway's folder, with what lies below it: the versioned files by number, then the repeatable ones by name. */
export function readFlyway(tree: FileTree): History {
  const files = [...tree.keys()].flatMap((path): Versioned[] => {
    const { kind, version } = VERSIONED.exec(nameOf(path))?.groups ?? {};
    return kind === undefined || version === undefined ? [] : [{ path, kind, version: version.split(/[._]/u).map(Number) }];
  });
  const forward = files.filter(({ kind }) => kind === 'V').sort((one, other) => compare(one.version, other.version));
  const repeated = forward.find(({ version }, at) => compare(version, forward[at + 1]?.version ?? [-1]) === 0);
  if (repeated !== undefined)
    return notReadable(`No order can be told: two files have the version of ${repeated.path}. Give one of the two another one.`);

  const undo = (version: readonly number[]): Versioned | undefined =>
    files.find((one) => one.kind === 'U' && compare(one.version, version) === 0);
  const versioned = forward.map(({ path, version }) => entryOf(tree, path, undo(version)?.path ?? null));
  const repeatable = pathsOf(tree, REPEATABLE).map((path) => entryOf(tree, path, null, true));
  const callbacks = pathsOf(tree, CALLBACK).map((file): Entry => ({
    kind: 'opaque',
    file,
    why: `${file} runs around every migration, and is not replayed.`,
  }));
  const baselines = files.filter(({ kind }) => kind === 'B');
  return {
    kind: 'history',
    tool: 'sql',
    ...inOrder([...versioned, ...repeatable, ...callbacks]),
    ignored: baselines.map(({ path }) => ({ file: path, why: 'Flyway runs it on an empty database alone.' })),
  };
}

function entryOf(tree: FileTree, file: string, back: string | null, repeatable = false): Entry {
  const up = file.endsWith('.sql') ? scriptOf(tree, file, transactionOf(tree, file)) : null;
  if (up === null) return { kind: 'opaque', file, why: `${file} is not SQL, so it cannot be replayed.` };
  const down = back === null ? null : scriptOf(tree, back, transactionOf(tree, back));
  const name = nameOf(file).replace(/\.sql$/u, '');
  return { kind: 'migration', migration: { name, file, up, down, ...(repeatable ? { repeatable } : {}) } };
}

/** `<file>.conf` beside it may say so. */
function transactionOf(tree: FileTree, file: string): boolean {
  return !/^\s*executeInTransaction\s*=\s*false/mu.test(tree.get(`${file}.conf`) ?? '');
}

function pathsOf(tree: FileTree, name: RegExp): string[] {
  return [...tree.keys()].filter((path) => name.test(nameOf(path))).sort((one, other) => byBytes(nameOf(one), nameOf(other)));
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
