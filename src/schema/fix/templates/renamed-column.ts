import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { columnDdl } from '../column-ddl.ts';
import { twoWayTrigger } from '../fill-trigger.ts';
import { lockWhileUpdating, makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { restoredKeys } from '../restored-keys.ts';
import { columnNamed, liveColumn, subjectOf } from '../subject.ts';

/** Brings the old name back beside the new one, and keeps the two alike whichever of them is written. */
export function renamedColumn(finding: Finding, context: FixContext): FixStep | string | null {
  const subject = subjectOf(finding, context);
  const column = columnNamed(subject?.before ?? null, subject?.member ?? '');
  const now = subject && column ? liveColumn(subject, column) : null;
  if (!subject?.before || !subject.live || column === null || now === null)
    return 'The renamed column was not found in the catalogues. Write it by hand.';
  const { before, live } = subject;
  // The view that takes the old table's place gives its columns their old names.
  if (before.name !== live.name || before.schema !== live.schema) return null;
  if (live.kind !== 'table' && live.kind !== 'partitioned') return `${finding.object} belongs to a ${live.kind}. Redefine it by hand.`;
  if (column.type !== now.type) return `Its type changed too, from ${column.type} to ${now.type}. Say by hand how one becomes the other.`;
  if (now.generated !== '') return `${now.name} is generated, so nothing can write it back from the old name. Write it by hand.`;

  const { text } = columnDdl(live, { ...column, default: null, identity: '', generated: '' }, false, context.before, context.live);
  const trigger = twoWayTrigger(live, column.name, now.name);
  return makeStep(finding, {
    statements: [
      `ALTER TABLE ${path(live)} ADD COLUMN ${text}`,
      `UPDATE ${path(live)} SET ${ident(column.name)} = ${ident(now.name)}`,
      ...trigger.statements,
    ],
    after: restoredKeys(before, { ...column, default: null }, live, context),
    locks: lockWhileUpdating(path(live)),
    rowsTouched: 'all',
    removeLater: [...trigger.removeLater, `ALTER TABLE ${path(live)} DROP COLUMN ${ident(column.name)}`],
    check: `SELECT 1 FROM ${path(live)} WHERE ${ident(column.name)} IS DISTINCT FROM ${ident(now.name)} LIMIT 1`,
    why: `A trigger keeps ${column.name} and ${now.name} alike, so that both versions of the code may write; a generated copy would refuse the old one's writes (428C9).`,
  });
}
