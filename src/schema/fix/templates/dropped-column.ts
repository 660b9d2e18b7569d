import type { Column, Relation } from '../../catalogue/catalogue.ts';
import { writesColumn } from '../../contract/writes-column.ts';
import type { Finding } from '../../finding.ts';
import type { Restore } from '../../markers/marker.ts';
import { columnDdl } from '../column-ddl.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { derivedTrigger } from '../fill-trigger.ts';
import { briefLock, lockWhileUpdating, makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { restoredKeys } from '../restored-keys.ts';
import { columnNamed, subjectOf } from '../subject.ts';

interface Dropped {
  readonly finding: Finding;
  readonly before: Relation;
  readonly table: Relation;
  readonly column: Column;
}

/** Brings a dropped column back: computed where it is known how, else empty. */
export function droppedColumn(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const column = columnNamed(subject?.before ?? null, subject?.member ?? '');
  const table = subject?.live ?? null;
  if (!subject?.before || column === null || table === null)
    return 'The column or its table was not found in the catalogues. Write the statement by hand.';
  if (table.kind !== 'table' && table.kind !== 'partitioned')
    return `${finding.object} belongs to a ${table.kind} today. Decide by hand what takes its place.`;
  const dropped = { finding, before: subject.before, table, column };
  const restore = context.restoreOf(finding, column.name);
  if (column.generated !== '' || restore === null) return emptyColumn(dropped, context);
  if (context.generated && writesColumn(context.contract, subject.before, column.name) === false) {
    return generatedColumn(dropped, restore, context);
  }
  return filledColumn(dropped, restore, context);
}

function emptyColumn({ finding, before, table, column }: Dropped, context: FixContext): FixStep {
  const fills = column.default !== null || column.identity !== '' || column.generated !== '';
  const required = column.notNull && fills;
  const { text, first, afterwards, rewrites } = columnDdl(table, column, required, context.before, context.live);
  const empty = column.notNull && !required ? ' It allows NULL, because the live code does not fill it.' : '';
  return makeStep(finding, {
    statements: [...first, `ALTER TABLE ${path(table)} ADD COLUMN ${text}`, ...afterwards],
    after: restoredKeys(before, column, table, context),
    locks: rewrites ? `ACCESS EXCLUSIVE on ${path(table)} while every row is rewritten` : briefLock(path(table)),
    rewrites,
    rowsTouched: rewrites ? 'all' : 'none',
    dataBack: column.generated === '' ? 'no' : 'yes',
    removeLater: [`ALTER TABLE ${path(table)} DROP COLUMN ${ident(column.name)}`],
    why:
      column.generated === ''
        ? `The column comes back without its values: nothing says how to compute them, and only a backup has them.${empty}`
        : 'The column is generated again, as it was.',
  });
}

function generatedColumn({ finding, before, table, column }: Dropped, { expression }: Restore, context: FixContext): FixStep {
  const name = ident(column.name);
  return makeStep(finding, {
    statements: [`ALTER TABLE ${path(table)} ADD COLUMN ${name} ${column.type} GENERATED ALWAYS AS (${expression}) STORED`],
    after: restoredKeys(before, column, table, context),
    locks: `ACCESS EXCLUSIVE on ${path(table)} while every row is rewritten`,
    rewrites: true,
    rowsTouched: 'all',
    dataBack: 'from expression',
    removeLater: [`ALTER TABLE ${path(table)} DROP COLUMN ${name}`],
    check: differing(table, column, expression),
    settledByRunning: [{ code: 'BECAME_GENERATED', object: finding.object }],
    why: `The column is generated, because nothing in the ${context.contract.source} of the code to go back to writes it.`,
  });
}

function filledColumn({ finding, before, table, column }: Dropped, { expression }: Restore, context: FixContext): FixStep {
  const name = ident(column.name);
  const { text } = columnDdl(table, { ...column, default: null, identity: '' }, false, context.before, context.live);
  const trigger = derivedTrigger(table, column, `(${expression})`);
  return makeStep(finding, {
    statements: [
      `ALTER TABLE ${path(table)} ADD COLUMN ${text}`,
      `UPDATE ${path(table)} SET ${name} = (${expression})`,
      ...trigger.statements,
    ],
    after: restoredKeys(before, column, table, context),
    locks: lockWhileUpdating(path(table)),
    rowsTouched: 'all',
    dataBack: 'from expression',
    removeLater: [...trigger.removeLater, `ALTER TABLE ${path(table)} DROP COLUMN ${name}`],
    check: differing(table, column, expression),
    why: `A trigger fills a plain column: a generated one refuses every write that names it (428C9), and ${writer(before, column, context)}.`,
  });
}

function writer(before: Relation, column: Column, { contract }: FixContext): string {
  if (contract.source === 'replayed catalogue') return 'nothing shows that the code to go back to never does';
  if (writesColumn(contract, before, column.name) === false) return 'one was tried and did not hold';
  return `the ${contract.source} of the code to go back to does not show that it never does`;
}

function differing(table: Relation, column: Column, expression: string): string {
  return `SELECT 1 FROM ${path(table)} WHERE ${ident(column.name)} IS DISTINCT FROM (${expression})::${column.type} LIMIT 1`;
}
