import type { Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { checkFindings } from './checks.ts';
import { addedColumns } from './columns.ts';
import { foreignKeyFindings } from './foreign-keys.ts';
import { found } from './found.ts';
import { qualified } from './named.ts';
import { pairTables } from './table-pair.ts';
import { typeFindings } from './type-change.ts';
import type { TypeWorld } from './type-change.ts';
import { uniqueFindings } from './uniques.ts';
import { lostUpdates } from './views.ts';

const EVERY_WRITE = 4 | 8 | 16;

/** A view that now has the name of a table; `same` is that table under its new name, where it still exists. */
export function standInFindings(before: Relation, view: Relation, same: Relation | undefined, world: TypeWorld): Finding[] {
  const name = qualified(before);
  const code = same ? 'TABLE_RENAMED' : 'TABLE_RECREATED';
  const message = `${name} is now a view${same ? ` over or beside ${qualified(same)}` : ''}: TRUNCATE fails on it, and other statements only reach what it shows.`;
  return [
    found(code, name, message, { severity: 'conditional', sqlstate: '42809' }),
    ...shownColumns(name, before, view, world),
    ...lostUpdates(name, EVERY_WRITE, view.updatable),
    ...(same ? underneath(before, same, world) : []),
  ];
}

function shownColumns(name: string, before: Relation, view: Relation, world: TypeWorld): Finding[] {
  return before.columns.flatMap((column) => {
    const object = `${name}.${column.name}`;
    const shown = view.columns.find((candidate) => candidate.name === column.name);
    return shown
      ? typeFindings(object, column, shown, world)
      : [found('COLUMN_DROPPED', object, `The view ${name} does not show ${column.name}.`)];
  });
}

/** What the view cannot hide of the table that it writes to. */
function underneath(before: Relation, same: Relation, world: TypeWorld): Finding[] {
  const pair = pairTables(before, same);
  return [...addedColumns(pair), ...uniqueFindings(pair), ...checkFindings(pair), ...foreignKeyFindings(pair, world)];
}
