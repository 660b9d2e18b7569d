import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { removeUnique, uniqueDdl } from '../key-ddl.ts';
import { briefLock, makeStep } from '../make-step.ts';
import { path } from '../names.ts';
import { subjectOf } from '../subject.ts';

/** Takes a new uniqueness back, where nothing of the live schema stands on it. */
export function addedKey(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const unique = subject?.live?.uniques.find(({ name }) => name === subject.member);
  if (!subject?.live || !unique) return 'The key was not found in the live catalogue. Write the statement by hand.';
  const { live } = subject;
  const columns = unique.keys.map(({ num }) => live.columns.find((column) => column.num === num)?.name);
  const pointing = context.live.relations.find(({ foreignKeys }) =>
    foreignKeys.some(
      ({ target }) =>
        target.oid === live.oid && target.columns.length === columns.length && target.columns.every((name) => columns.includes(name)),
    ),
  );
  if (pointing) return `A foreign key of ${path(pointing)} stands on it, so it cannot be dropped alone. Decide by hand.`;
  return makeStep(finding, {
    statements: [removeUnique(unique, live)],
    locks: briefLock(path(live)),
    removeLater: [uniqueDdl(live, unique, live)],
    why: 'Rows with the same values are let in again. Duplicates that are made meanwhile stand in the way of the key later.',
  });
}

/** Makes a uniqueness again that the old code upserts on. */
export function droppedKey(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  const unique = subject?.before?.uniques.find(({ name }) => name === subject.member);
  if (!subject?.before || !subject.live || !unique) return 'The key was not found in the old catalogue. Write the statement by hand.';
  const { before, live } = subject;
  const missing = before.columns.find(
    ({ num, name }) => unique.keys.some((key) => key.num === num) && !live.columns.some((now) => now.name === name),
  );
  if (missing) return `The key needs the column ${missing.name}, which ${path(live)} has no more. Bring that back first.`;
  return makeStep(finding, {
    statements: [uniqueDdl(before, unique, live)],
    locks: `SHARE on ${path(live)} while the index is built: reads go on, writes wait`,
    removeLater: [removeUnique(unique, live)],
    why: 'An upsert of the old code finds its key again. It fails where duplicates have come up since; count those first.',
  });
}
