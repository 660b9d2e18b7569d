import type { Relation } from '../../catalogue/catalogue.ts';
import type { Finding } from '../../finding.ts';
import { columnDdl } from '../column-ddl.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { checkDdl, foreignKeyDdl, uniqueDdl } from '../key-ddl.ts';
import { makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { subjectOf } from '../subject.ts';

/** Makes a dropped table again, with its keys and defaults, and without its rows. */
export function droppedTable(finding: Finding, context: FixContext): FixStep | string {
  const table = subjectOf(finding, context)?.before ?? null;
  if (table === null) return 'The table was not found in the old catalogue. Write the statement by hand.';
  if (table.kind !== 'table') return `${finding.object} was a ${table.kind} table. Make it again by hand.`;
  if (context.live.relations.some((other) => other.schema === table.schema && other.name === table.name)) {
    return `Something else is called ${finding.object} today. Decide by hand which of the two keeps the name.`;
  }
  if (table.rowSecurity || table.policies.length > 0) {
    return `${finding.object} had row level security. A person must write it anew together with its policies; without them rows would be open to everyone or to no one.`;
  }
  const columns = table.columns.map((column) => columnDdl(table, column, column.notNull, context.before, context.live));
  const checks = table.checks.map((check) => checkDdl({ ...check, validated: true }));
  const exclusions = table.exclusions.map(({ name, definition }) => `CONSTRAINT ${ident(name)} ${definition}`);
  const parts = [...columns.map(({ text }) => text), ...checks, ...exclusions];
  return makeStep(finding, {
    statements: [
      ...columns.flatMap(({ first }) => first),
      `CREATE TABLE ${path(table)} (\n  ${parts.join(',\n  ')}\n)`,
      ...columns.flatMap(({ afterwards }) => afterwards),
      ...table.uniques.map((unique) => uniqueDdl(table, unique, table)),
    ],
    after: table.foreignKeys.map((key) => foreignKeyDdl(table, key, table)),
    locks: table.foreignKeys.length === 0 ? 'none on existing tables' : `SHARE ROW EXCLUSIVE on ${targets(table)} for a moment`,
    dataBack: 'no',
    removeLater: [`DROP TABLE ${path(table)}`],
    why: `The table comes back empty: only a backup has its rows. ${left(table)}`,
  });
}

function targets(table: Relation): string {
  return [...new Set(table.foreignKeys.map(({ target }) => path(target)))].join(', ');
}

function left(table: Relation): string {
  const roles = [...new Set(table.grants.map(({ role }) => role))].filter((role) => role !== table.owner);
  const triggers = table.triggers.map(({ name }) => name);
  return [
    ...(roles.length === 0 ? [] : [`What ${roles.join(', ')} may do with it a person must grant again.`]),
    ...(triggers.length === 0 ? [] : [`Its triggers ${triggers.join(', ')} are not made again.`]),
    'Indexes that are not unique are not made again.',
  ].join(' ');
}
