import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { briefLock, makeStep } from '../make-step.ts';
import { ident, literal, path } from '../names.ts';
import { columnNamed, liveColumn, subjectOf } from '../subject.ts';

/** Gives a column the default back that the old code relies on. */
export function restoredDefault(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const old = columnNamed(subject?.before ?? null, subject?.member ?? '');
  const now = subject && old ? liveColumn(subject, old) : null;
  if (!subject?.live || old === null || now === null) return 'The column was not found in the catalogues. Write the statement by hand.';
  const alter = `ALTER TABLE ${path(subject.live)} ALTER COLUMN ${ident(now.name)}`;
  const common = { locks: briefLock(path(subject.live)), why: `Inserts that leave ${now.name} out get its value again.` };
  if (old.identity !== '') {
    const kind = old.identity === 'a' ? 'ALWAYS' : 'BY DEFAULT';
    // An identity begins at 1, which rows of today already have.
    const above = `SELECT setval(pg_get_serial_sequence(${literal(path(subject.live))}, ${literal(now.name)}), COALESCE(max(${ident(now.name)}), 0) + 1, false) FROM ${path(subject.live)}`;
    return makeStep(finding, {
      ...common,
      statements: [`${alter} ADD GENERATED ${kind} AS IDENTITY`, above],
      removeLater: [`${alter} DROP IDENTITY`],
    });
  }
  if (old.default === null) return `${now.name} had no default of its own; its type had. Write the statement by hand.`;
  const before = now.default === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${now.default}`;
  return makeStep(finding, { ...common, statements: [`${alter} SET DEFAULT ${old.default}`], removeLater: [before] });
}
