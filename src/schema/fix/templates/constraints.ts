import type { Relation } from '../../catalogue/catalogue.ts';
import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { checkDdl, foreignKeyDdl } from '../key-ddl.ts';
import { briefLock, makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { subjectOf } from '../subject.ts';

/** Takes a new check, foreign key or exclusion back. */
export function addedConstraint(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const again = subject?.live ? definitionOf(subject.live, subject.member) : null;
  if (!subject?.live || again === null) return 'The constraint was not found in the live catalogue. Write the statement by hand.';
  return makeStep(finding, {
    statements: [`ALTER TABLE ${path(subject.live)} DROP CONSTRAINT ${ident(subject.member)}`],
    locks: briefLock(path(subject.live)),
    removeLater: [again],
    why: `Rows that ${subject.member} refuses are let in again. The live code may then meet some, and the constraint cannot come back before they are gone.`,
  });
}

function definitionOf(table: Relation, name: string): string | null {
  const check = table.checks.find((candidate) => candidate.name === name);
  if (check) return `ALTER TABLE ${path(table)} ADD ${checkDdl(check)}`;
  const key = table.foreignKeys.find((candidate) => candidate.name === name);
  if (key) return foreignKeyDdl(table, key, table);
  const exclusion = table.exclusions.find((candidate) => candidate.name === name);
  return exclusion ? `ALTER TABLE ${path(table)} ADD CONSTRAINT ${ident(name)} ${exclusion.definition}` : null;
}
