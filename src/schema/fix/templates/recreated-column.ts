import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { columnNamed, subjectOf } from '../subject.ts';

/** Fills a column that was dropped and added again, where its author wrote down how. */
export function recreatedColumn(finding: Finding, context: FixContext): FixStep | string | null {
  const subject = subjectOf(finding, context);
  const column = columnNamed(subject?.live ?? null, subject?.member ?? '');
  const restore = column === null ? null : context.restoreOf(finding, column.name);
  if (!subject?.live || column === null || restore === null || column.generated !== '') return null;
  if (column.notNull || column.default !== null) {
    return `${column.name} has a default today, so what is missing cannot be told from what was written. Fill it by hand.`;
  }
  const [table, name] = [path(subject.live), ident(column.name)];
  return makeStep(finding, {
    statements: [`UPDATE ${table} SET ${name} = (${restore.expression}) WHERE ${name} IS NULL`],
    locks: `ROW EXCLUSIVE on ${table} while rows are updated`,
    rowsTouched: 'all',
    dataBack: 'from expression',
    removeLater: [],
    check: `SELECT 1 FROM ${table} WHERE ${name} IS NULL AND (${restore.expression}) IS NOT NULL LIMIT 1`,
    why: `The column was dropped and added again, so its values are gone; those that are still missing are computed.`,
  });
}
