import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { columnNamed, liveColumn, subjectOf } from '../subject.ts';

/** Gives a column its old type back. Two versions of the code cannot each have their own type under one name. */
export function restoredType(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const old = columnNamed(subject?.before ?? null, subject?.member ?? '');
  const now = subject && old ? liveColumn(subject, old) : null;
  if (!subject?.live || old === null || now === null) return 'The column was not found in the catalogues. Write the statement by hand.';
  if (now.generated !== '') return `${now.name} is generated today. Change its type by hand.`;
  if (subject.live.kind !== 'table' && subject.live.kind !== 'partitioned')
    return `${finding.object} belongs to a ${subject.live.kind}. Redefine it by hand.`;
  const column = ident(now.name);
  const change = (type: string, keep: string | null): string =>
    [
      `ALTER TABLE ${path(subject.live ?? { schema: '', name: '' })}`,
      [
        ...(now.default === null ? [] : [`ALTER COLUMN ${column} DROP DEFAULT`]),
        `ALTER COLUMN ${column} TYPE ${type} USING ${column}::text::${type}`,
        ...(keep === null ? [] : [`ALTER COLUMN ${column} SET DEFAULT ${keep}`]),
      ].join(', '),
    ].join(' ');
  return makeStep(finding, {
    statements: [change(old.type, old.default)],
    locks: `ACCESS EXCLUSIVE on ${path(subject.live)} while every row is rewritten`,
    rewrites: true,
    rowsTouched: 'all',
    removeLater: [change(now.type, now.default)],
    why: `${now.name} is ${old.type} again instead of ${now.type}. It fails on a value that ${old.type} cannot hold; count those first.`,
  });
}
