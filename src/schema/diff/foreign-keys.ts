import type { ForeignKey, Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { isRequired } from './columns.ts';
import { ensuredByKeys } from './ensured-by-keys.ts';
import { found } from './found.ts';
import { qualified } from './named.ts';
import type { TablePair } from './table-pair.ts';
import type { TypeWorld } from './type-change.ts';

/** What becomes of a parent that has children, and of these, when the parent is deleted or its key is changed: now, and before. */
const DOES: Readonly<Record<ForeignKey['onDelete'], readonly [now: string, before: string]>> = {
  a: ['fails with 23503', 'failed'],
  r: ['fails with 23503', 'failed'],
  c: ['takes them along', 'took them along'],
  n: ['sets them to NULL', 'set them to NULL'],
  d: ['sets them to their default', 'set them to their default'],
};

export function foreignKeyFindings(pair: TablePair, world: TypeWorld): Finding[] {
  return [
    ...pair.after.foreignKeys.flatMap((key) => added(pair, key, world)),
    ...pair.before.foreignKeys.flatMap((key) => changed(pair, key)),
  ];
}

function added(pair: TablePair, key: ForeignKey, { relations }: TypeWorld): Finding[] {
  if (!key.enforced || pair.before.foreignKeys.some((old) => old.enforced && isSameKey(pair, old, key))) return [];
  const object = `${pair.name}/${key.name}`;
  const target = qualified(key.target);
  const columns = key.columns.flatMap((num) => pair.after.columns.filter((column) => column.num === num));
  const fresh = columns.filter((column) => pair.oldColumn(column.num) === null);
  const names = columns.map((column) => column.name).join(', ');
  if (fresh.some((column) => isRequired(column) || pair.untouched.get(column.name) === null)) {
    return [
      found('FK_ADDED', object, `${pair.name}(${names}) now refers to ${target}, in a column that old inserts leave empty.`, {
        severity: 'note',
      }),
    ];
  }
  if (fresh.length === columns.length) {
    const message = `${pair.name}(${names}) now refers to ${target}: an old insert is refused if the row of its default is missing there.`;
    return [found('FK_ADDED', object, message, { severity: 'conditional' })];
  }
  const known = columns.map((column) => pair.oldColumn(column.num)?.name ?? '');
  if (ensuredByKeys(relations, pair.before, known, key.target)) {
    const message = `${pair.name}(${names}) must now exist in ${target}: older keys saw to that already, as long as the live code keeps to them.`;
    return [found('FK_ADDED', object, message, { severity: 'conditional' })];
  }
  return [found('FK_ADDED', object, `${pair.name}(${names}) must now exist in ${target}: other values are refused.`)];
}

function changed(pair: TablePair, key: ForeignKey): Finding[] {
  if (!key.enforced) return [];
  const object = `${pair.name}/${key.name}`;
  const now = pair.after.foreignKeys.find((candidate) => candidate.enforced && isSameKey(pair, key, candidate));
  const gone = key.columns.some((num) => {
    const name = pair.before.columns.find((column) => column.num === num)?.name;
    return !pair.after.columns.some((column) => pair.oldColumn(column.num)?.name === name);
  });
  if (!now)
    return gone ? [] : [found('FK_DROPPED', object, `${pair.name} no longer has to refer to rows of ${qualified(key.target)} that exist.`)];
  const [action, does] =
    now.onDelete === key.onDelete ? (['onUpdate', 'Changing the key of'] as const) : (['onDelete', 'Deleting'] as const);
  if (now[action] !== key[action]) {
    const message = `${does} a row of ${qualified(key.target)} that rows of ${pair.name} refer to ${DOES[now[action]][0]} now; before it ${DOES[key[action]][1]}.`;
    return [found('FK_ACTION_CHANGED', object, message, { sqlstate: /[ar]/.test(now[action]) ? '23503' : null })];
  }
  const laterBefore = key.deferrable && !(now.deferrable && now.deferred === key.deferred);
  return laterBefore ? [found('FK_ACTION_CHANGED', object, `${object} is now checked earlier in a transaction than before.`)] : [];
}

/** Parents that the old code knows, whose rows can no longer be deleted once a row refers to them. */
export function restrictedParents(parents: readonly Relation[], pair: TablePair | null, child: Relation): Finding[] {
  return child.foreignKeys.flatMap((key) => {
    const restricts = key.enforced && (key.onDelete === 'a' || key.onDelete === 'r');
    const parent = parents.find((known) => known.oid === key.target.oid || qualified(known) === qualified(key.target));
    if (!restricts || !parent || pair?.before.foreignKeys.some((old) => old.enforced && isSameKey(pair, old, key))) return [];
    const object = qualified(parent);
    const message = `Deleting a row of ${object} is refused once a row of ${qualified(child)} refers to it (${key.name}).`;
    return [found('PARENT_DELETE_RESTRICTED', object, message)];
  });
}

export function isSameKey(pair: TablePair, old: ForeignKey, now: ForeignKey): boolean {
  if (pair.before.oid === pair.after.oid && old.oid === now.oid) return true;
  const before = old.columns.map((num) => pair.before.columns.find((column) => column.num === num)?.name);
  const after = now.columns.map((num) => pair.oldColumn(num)?.name);
  const target = old.target.oid === now.target.oid || qualified(old.target) === qualified(now.target);
  return target && before.join() === after.join() && old.target.columns.join() === now.target.columns.join();
}
