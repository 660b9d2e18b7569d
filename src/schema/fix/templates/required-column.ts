import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { derivedTrigger } from '../fill-trigger.ts';
import { briefLock, makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { columnNamed, liveColumn, subjectOf } from '../subject.ts';

/** Lets rows in that say nothing about a column which the old code does not know, or leaves out. */
export function requiredColumn(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const live = subject?.live ?? null;
  const old = columnNamed(subject?.before ?? null, subject?.member ?? '');
  const column = columnNamed(live, subject?.member ?? '') ?? (subject && old ? liveColumn(subject, old) : null);
  if (live === null || column === null) return 'The column was not found in the live catalogue. Write the statement by hand.';
  const keyed = live.uniques.some(({ constraint, keys }) => constraint === 'primary' && keys.some(({ num }) => num === column.num));
  if (keyed) return `${column.name} is part of the primary key, which takes no NULL. Give it a default by hand.`;

  const restore = context.restoreOf(finding, column.name);
  if (restore !== null) {
    const { statements, removeLater } = derivedTrigger(live, column, `(${restore.expression})`);
    return makeStep(finding, {
      statements,
      removeLater,
      settledByRunning: [finding],
      locks: `SHARE ROW EXCLUSIVE on ${path(live)} for a moment`,
      why: `A trigger fills ${column.name} for the old code, so it stays required.`,
    });
  }
  const alter = `ALTER TABLE ${path(live)} ALTER COLUMN ${ident(column.name)}`;
  return makeStep(finding, {
    statements: [`${alter} DROP NOT NULL`],
    locks: briefLock(path(live)),
    removeLater: [`${alter} SET NOT NULL`],
    why: `The old code may leave ${column.name} out. The live code then meets NULL in rows that the old code writes; fill those before it is required again.`,
  });
}
