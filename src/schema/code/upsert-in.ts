import type { Relation, Unique } from '../catalogue/catalogue.ts';
import type { FileTree } from '../migration.ts';
import { balanced } from './balanced.ts';

/** Every way to say an upsert has one of these words in it. */
export const UPSERT_WORDS = ['conflict', 'upsert', 'orUpdate', 'onDuplicate', 'unique_by', 'uniqueBy'];

export interface Key {
  readonly table: Relation;
  readonly unique: Unique;
  /** Names of the other tables that the code knows. */
  readonly others: readonly string[];
}

/**
 * The first file that may upsert on a key: it names the key, or says an upsert of the table whose key cannot be told. Null where every upsert is plainly
 * on another key or another table.
 */
export function upsertIn(files: FileTree, key: Key): string | null {
  for (const [file, text] of files) if (inSql(text, key) || inCalls(text, key)) return file;
  return null;
}

const BACK = 3_000;
const AROUND = 800;
/** Put together at run time: `${keys}`, `%s`, `" + keys`. */
const COMPUTED = /\$\{|#\{|%[sv(]|\{\w*\}|["'`]\s*[+.&|]|\?/u;

function inSql(text: string, key: Key): boolean {
  return [...text.matchAll(/\bon\s+conflict\s*(?:on\s+constraint\s+(?<name>[^\s,;]+)|\()/giu)].some((match) => {
    if (!isOurTable(text.slice(Math.max(0, match.index - BACK), match.index), key)) return false;
    const name = match.groups?.['name'];
    if (name !== undefined) return COMPUTED.test(name) || plain(name) === plain(key.unique.name);
    const target = balanced(text, match.index + match[0].length - 1);
    return COMPUTED.test(target) || isTarget(target.split(','), target, key);
  });
}

/** The table of the last insert before it, unless that is plainly another one. */
function isOurTable(before: string, { table, others }: Key): boolean {
  const last = [...before.matchAll(/\binsert\s+into\s+(?:only\s+)?(?<name>[^\s(]+)/giu)].at(-1)?.groups?.['name'];
  if (last === undefined || COMPUTED.test(last)) return true;
  const name = plain(last.split('.').at(-1) ?? last);
  return name === plain(table.name) || !others.some((other) => plain(other) === name);
}

function isTarget(parts: readonly string[], whole: string, { table, unique }: Key): boolean {
  const names = namesOf(table, unique);
  const said = parts.map(plain).filter((part) => part !== '');
  return (said.length === names.length && names.every((name) => said.includes(name))) || plain(whole) === names.join('');
}

const CALL = /\b(?:on_?conflict\w*|upsert\w*|orUpdate|update_conflicts|updateOnDuplicate|onDuplicateKey\w*|unique_?by)\b/giu;
const TARGET =
  /\b(?:where|target|index_elements|conflictPaths|conflictFields|conflict_target|unique_?by|unique_fields|onConflict|constraint|columns?)\b["']?\s*(?:[:=]>?|\()\s*/iu;

function inCalls(text: string, key: Key): boolean {
  return [...text.matchAll(CALL)].some((match) => {
    const before = text.slice(Math.max(0, match.index - AROUND / 2), match.index);
    const after = text.slice(match.index, match.index + AROUND);
    const isOurs = nearestTable(before, key);
    if (isOurs === false) return false;
    const target = targetOf(after);
    if (target === null) return isOurs === true || namesKey(after, key);
    const columns = new Set(key.table.columns.map(({ name }) => plain(name)));
    // A name that is none of its columns may stand for any of them.
    return namesKey(target, key) || !wordsIn(target).some((word) => columns.has(word));
  });
}

/** Whether the table that is named last before a call is the one; null where none is named. */
function nearestTable(before: string, { table, others }: Key): boolean | null {
  const [ours, theirs] = [stem(table.name), new Set(others.map(stem))];
  for (const word of wordsIn(before).toReversed()) {
    if (stem(word) === ours) return true;
    if (theirs.has(stem(word))) return false;
  }
  return null;
}

/** What a call says that the conflict is on; null where it does not say. */
function targetOf(call: string): string | null {
  const found = TARGET.exec(call) ?? /^on_?conflict\w*\(\s*/iu.exec(call);
  if (found === null) return null;
  const at = found.index + found[0].length;
  if (/[[({]/u.test(call[at] ?? '')) return balanced(call, at);
  return /^(?:"[^"]*"|'[^']*'|[^\n;]*?(?=[,)}\n;]|$))/u.exec(call.slice(at))?.[0] ?? '';
}

function namesKey(text: string, { table, unique }: Key): boolean {
  const words = new Set(wordsIn(text));
  const names = namesOf(table, unique);
  return names.every((name) => words.has(name)) || words.has(names.join('')) || words.has(plain(unique.name));
}

function namesOf(table: Relation, { keys }: Unique): string[] {
  return keys.map((key) => plain(table.columns.find(({ num }) => num === key.num)?.name ?? key.text));
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)].map(([word]) => plain(word));
}

/** `entity_id`, `"entityId"` and `EntityID` are the same to people who map names. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** `activities`, `Activity` and `activity_rows` without what makes it one or many. */
function stem(name: string): string {
  return plain(name)
    .replace(/ies$/u, 'y')
    .replace(/(?:es|s)$/u, '')
    .replace(/e$/u, '');
}
