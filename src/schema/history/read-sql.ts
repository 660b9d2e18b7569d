import type { FileTree, History, Migration } from '../migration.ts';
import { isFlyway, readFlyway } from './read-flyway.ts';
import { isLiquibase, readLiquibase } from './read-liquibase.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { inSequence, sqlNameOf, type SqlName } from './sql-name.ts';
import { topFilesOf } from './subtree.ts';
import { marksOf, toolThatNeedsMarks, twoWayFile } from './two-way-file.ts';
import { notRun } from './versioned.ts';

/** A folder of SQL files that some tool, not known here, runs in the order of their numbers, or of their names where none has a number. */
export function readSql(tree: FileTree): History {
  if (isFlyway(tree)) return readFlyway(tree);
  if (isLiquibase(tree)) return readLiquibase(tree);
  const files = topFilesOf(tree).flatMap((file) => (file.endsWith('.sql') ? (sqlNameOf(file) ?? []) : []));
  const numbered = files.filter(({ version }) => version.length > 0);
  const without = files.find(({ version }) => version.length === 0);
  if (numbered.length > 0 && without !== undefined) {
    return notReadable(`${without.file} has no number and others have, so no order can be told. Number it, or move it out of the folder.`);
  }
  const needsMarks = toolThatNeedsMarks(files.map(({ file }) => tree.get(file) ?? ''));
  const programs = topFilesOf(tree).flatMap((file) => (PROGRAM.test(file) ? [programOf(file)] : []));
  const hasCheckpoint = checkpointsIn(tree, files);
  const forward = files.filter((one) => !isWayBack(one, files) && !hasCheckpoint.has(one.file));
  const entries = [...forward, ...programs].sort(inSequence).map((one): Entry => entryOf(tree, one, { files, needsMarks }));
  const ignored = [...hasCheckpoint].map((file) => ({
    file,
    why: 'It is a checkpoint of Atlas: a database that has what comes before it skips it.',
  }));
  return {
    kind: 'history',
    tool: 'sql',
    ...inOrder(entries),
    ignored: [
      ...ignored,
      ...notRun(
        tree,
        'sql',
        files.map(({ file }) => file),
      ),
    ],
  };
}

/** Whether the files bear the marks of a tool that this reader knows, whatever else is in them. */
export function saysItsFormat(tree: FileTree): boolean {
  const texts = topFilesOf(tree).flatMap((file) => (file.endsWith('.sql') ? [tree.get(file) ?? ''] : []));
  return isFlyway(tree) || isLiquibase(tree) || texts.some((text) => CHECKPOINT.test(text) || twoWayFile('', text) !== null);
}

export type SqlStyle =
  | { readonly kind: 'plain' }
  | { readonly kind: 'two ways'; readonly marks: readonly [up: string, down: string] }
  | { readonly kind: 'Flyway' }
  | { readonly kind: 'Liquibase' };

/** How a new file of the folder is to be written and named. */
export function sqlStyleOf(tree: FileTree): SqlStyle {
  if (isFlyway(tree)) return { kind: 'Flyway' };
  if (isLiquibase(tree)) return { kind: 'Liquibase' };
  const marks = marksOf(topFilesOf(tree).flatMap((file) => (file.endsWith('.sql') ? [tree.get(file) ?? ''] : [])));
  return marks === null ? { kind: 'plain' } : { kind: 'two ways', marks };
}

/** What a runner of both kinds would run too. */
const PROGRAM = /^[vV]?\d+[._-][^/]*\.(?:js|cjs|mjs|ts|cts|mts|py|rb|go|php|java|kt|exs?|cs|clj)$/u;

function programOf(file: string): SqlName {
  const version = /\d+/u.exec(file)?.[0] ?? '0';
  return { file, stem: file, base: file, version: [Number(version)], way: null, isCertain: false };
}

function entryOf(
  tree: FileTree,
  one: SqlName,
  { files, needsMarks }: { readonly files: readonly SqlName[]; readonly needsMarks: string | null },
): Entry {
  const { file } = one;
  if (!file.endsWith('.sql'))
    return { kind: 'opaque', file, why: `${file} is a program, so what it does to the database cannot be replayed.` };
  if (one.way === 'down' && one.isCertain) {
    return {
      kind: 'opaque',
      file,
      why: `${file} is named as a way back, and there is no file that it leads back from, so whether it runs cannot be told.`,
    };
  }
  const text = tree.get(file) ?? '';
  const ways = twoWayFile(file, text);
  if (ways?.kind === 'refused') return { kind: 'opaque', file, why: ways.why };
  if (ways === null && needsMarks !== null)
    return {
      kind: 'opaque',
      file,
      why: `${file} has none of the marks of ${needsMarks} that other files have, so which part of it runs cannot be told.`,
    };
  const back = files.find((other) => other.way === 'down' && isBackOf(other, one));
  const migration: Migration = {
    name: back !== undefined || (one.way === 'up' && one.isCertain) ? one.base : one.stem,
    file,
    up: ways?.up ?? scriptOf(tree, file, true) ?? { sql: text, file, firstLine: 1, transaction: true },
    down: ways?.down ?? (back === undefined ? null : scriptOf(tree, back.file, true)),
  };
  return { kind: 'migration', migration };
}

/** A word such as `back` may be the end of a title: without a file to go back from it is one. */
function isWayBack(one: SqlName, files: readonly SqlName[]): boolean {
  return one.way === 'down' && files.some((other) => isBackOf(one, other));
}

function isBackOf(back: SqlName, { way, base, stem, file }: SqlName): boolean {
  return file !== back.file && way !== 'down' && (base === back.base || stem === back.base);
}

const CHECKPOINT = /^\s*--\s*atlas:checkpoint\b/mu;

/** All but one that is the very beginning: the files that it stands for are not there any more. */
function checkpointsIn(tree: FileTree, files: readonly SqlName[]): Set<string> {
  const [first] = [...files].sort(inSequence);
  return new Set(files.filter(({ file }) => file !== first?.file && CHECKPOINT.test(tree.get(file) ?? '')).map(({ file }) => file));
}
