import type { FileTree, History } from '../migration.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { byBytes, topFilesOf } from './subtree.ts';
import { notRun } from './versioned.ts';

/** `V0001.Name.postgres.up.sql`, `001_name.sql`, `1.2__name.sql`, `name_down.sql`. */
const NAME =
  /^(?<name>(?:[Vv]?(?<version>\d+(?:\.\d+)*)(?![0-9A-Za-z]))?.*?)(?:\.(?<database>postgres|postgresql|pg|all|mysql|sqlite|mssql))?(?:[._](?<direction>up|down))?\.sql$/u;

const OTHER_DATABASES = new Set(['mysql', 'sqlite', 'mssql']);

/** Tools that keep both ways in one file: run whole, it would undo itself. */
const TWO_WAY = /^--\s*(?:migrate:up|\+migrate\s+up|\+goose\s+up)/imu;

interface Named {
  readonly file: string;
  readonly name: string;
  readonly version: readonly number[];
  readonly direction: 'up' | 'down';
}

/** A folder of SQL files that some tool, not known here, runs in the order of their numbers, or of their names where none has a number. */
export function readSql(tree: FileTree): History {
  const files = topFilesOf(tree).flatMap((file) => namedOf(file) ?? []);
  const numbered = files.filter(({ version }) => version.length > 0);
  const without = files.find(({ version }) => version.length === 0);
  if (numbered.length > 0 && without !== undefined) {
    return notReadable(`${without.file} has no number and others have, so no order can be told. Number it, or move it out of the folder.`);
  }
  const twoWay = files.find(({ file }) => TWO_WAY.test(tree.get(file) ?? ''));
  if (twoWay !== undefined)
    return notReadable(`${twoWay.file} holds its way forward and its way back in one file; only goose's are told apart.`);

  const forward = files.filter(({ direction }) => direction === 'up').sort(inSequence);
  const entries = forward.flatMap(({ file, name }): Entry[] => {
    const up = scriptOf(tree, file, true);
    const back = files.find((other) => other.direction === 'down' && other.name === name);
    return up === null ? [] : [{ kind: 'migration', migration: { name, file, up, down: back ? scriptOf(tree, back.file, true) : null } }];
  });
  return {
    kind: 'history',
    tool: 'sql',
    ...inOrder(entries),
    ignored: notRun(
      tree,
      'sql',
      files.map(({ file }) => file),
    ),
  };
}

function namedOf(file: string): Named | null {
  const { name, version, database, direction } = NAME.exec(file)?.groups ?? {};
  if (name === undefined || OTHER_DATABASES.has(database ?? '')) return null;
  return {
    file,
    name,
    version: version === undefined ? [] : version.split('.').map(Number),
    direction: direction === 'down' ? 'down' : 'up',
  };
}

function inSequence(one: Named, other: Named): number {
  const length = Math.max(one.version.length, other.version.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (one.version[at] ?? 0) - (other.version[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return byBytes(one.name, other.name);
}
