import type { Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { programFindings } from './definitions.ts';
import { found } from './found.ts';
import { qualified } from './named.ts';
import { privilegeFindings } from './privileges.ts';
import { typeFindings } from './type-change.ts';
import type { TypeWorld } from './type-change.ts';

const BITS = { UPDATE: 4, INSERT: 8, DELETE: 16 };

export function isView(relation: Relation): boolean {
  return relation.kind === 'view' || relation.kind === 'materialized';
}

/** A view before, and whatever has its name now. */
export function viewFindings(before: Relation, after: Relation, world: TypeWorld): Finding[] {
  const name = qualified(before);
  return [
    ...viewColumnFindings(name, before, after, world),
    ...(isView(after) ? lostUpdates(name, before.updatable, after.updatable) : []),
    ...redefined(name, before, after),
    ...(isView(after) ? programFindings({ name, before, after }) : []),
    ...privilegeFindings(
      name,
      before.grants,
      after.grants,
      before.columns.map((column) => column.name),
    ),
  ];
}

function viewColumnFindings(name: string, before: Relation, after: Relation, world: TypeWorld): Finding[] {
  return before.columns.flatMap((column) => {
    const object = `${name}.${column.name}`;
    const now = after.columns.find((candidate) => candidate.name === column.name);
    return now
      ? typeFindings(object, column, now, world)
      : [found('VIEW_COLUMN_DROPPED', object, `The view ${name} no longer has the column ${column.name}.`)];
  });
}

function redefined(name: string, before: Relation, after: Relation): Finding[] {
  const same = before.definition === after.definition && before.options.join() === after.options.join();
  return same ? [] : [found('VIEW_REDEFINED', name, `The query or the options of the view ${name} changed: it may show other rows.`)];
}

export function lostUpdates(name: string, before: number, after: number): Finding[] {
  const lost = Object.entries(BITS).filter(([, bit]) => (before & bit) !== 0 && (after & bit) === 0);
  if (lost.length === 0) return [];
  return [found('VIEW_LOST_UPDATABILITY', name, `${lost.map(([verb]) => verb).join(', ')} no longer works through ${name}.`)];
}
