import type { Relation } from '../../catalogue/catalogue.ts';
import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { path } from '../names.ts';
import { subjectOf } from '../subject.ts';

/** Makes a view as the old schema had it. */
export function restoredView(finding: Finding, context: FixContext): FixStep | string {
  const { before, live } = subjectOf(finding, context) ?? { before: null, live: null };
  if (before === null || before.definition === null) return 'The view was not found in the old catalogue. Write the statement by hand.';
  const taken = context.live.relations.find(({ schema, name }) => schema === before.schema && name === before.name);
  if (taken === undefined) {
    return makeStep(finding, {
      statements: [createView(before)],
      locks: 'ACCESS SHARE on what it reads, for a moment',
      removeLater: [dropView(before)],
      why: `The view is as it was. ${RIGHTS}`,
    });
  }
  if (live === null || live.definition === null || taken.oid !== live.oid)
    return `Something else is called ${finding.object} today. Decide by hand.`;
  const more = live.columns.filter(({ name }) => !before.columns.some((column) => column.name === name)).map(({ name }) => name);
  if (more.length > 0)
    return `The live code may read ${more.join(', ')} of it, which the old view lacks. Write one by hand that serves both.`;
  return makeStep(finding, {
    statements: [dropView(live), createView(before)],
    locks: `ACCESS EXCLUSIVE on ${path(live)} for a moment`,
    removeLater: [dropView(before), createView(live)],
    why: `The view is as it was, which the live code sees too. ${RIGHTS}`,
  });
}

const RIGHTS = 'What other roles may do with it a person must grant again.';

function createView(view: Relation): string {
  const options = view.options.length === 0 ? '' : ` WITH (${view.options.join(', ')})`;
  return `CREATE ${kindOf(view)} ${path(view)}${options} AS ${(view.definition ?? '').replace(/;\s*$/, '').trim()}`;
}

function dropView(view: Relation): string {
  return `DROP ${kindOf(view)} ${path(view)}`;
}

function kindOf({ kind }: Relation): string {
  return kind === 'materialized' ? 'MATERIALIZED VIEW' : 'VIEW';
}
