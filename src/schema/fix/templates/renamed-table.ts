import type { Column, Grant, Relation } from '../../catalogue/catalogue.ts';
import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { ident, path } from '../names.ts';
import { columnNamed, liveColumn, subjectOf, type Subject } from '../subject.ts';

/** Since which version a view can ask for the rights of whoever uses it. */
const SECURITY_INVOKER_SINCE = 150000;

const VIEW_RIGHTS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

/** Gives the old name back as a view, through which rows can be read and written alike. */
export function renamedTable(finding: Finding, context: FixContext): FixStep | string {
  const subject = subjectOf(finding, context);
  if (!subject?.before || !subject.live) return 'The renamed table was not found in the catalogues. Write the statement by hand.';
  const { before, live } = subject;
  const invoker = context.live.server >= SECURITY_INVOKER_SINCE;
  if (!invoker && live.rowSecurity) {
    return `${path(live)} has row level security, which a view would go round before PostgreSQL 15. A person must write it.`;
  }
  const columns = before.columns.map((column) => selected(subject, column, context));
  const missing = columns.findIndex((column) => column === null);
  if (missing !== -1)
    return `The view needs the column ${before.columns[missing]?.name}, which ${path(live)} has no more. Bring that back first.`;
  const view = path(before);
  return makeStep(finding, {
    statements: [
      `CREATE VIEW ${view}${invoker ? ' WITH (security_invoker = true)' : ''} AS SELECT ${columns.join(', ')} FROM ${path(live)}`,
      ...grantsOf(before).map(({ role, privilege }) => `GRANT ${privilege} ON ${view} TO ${role === 'public' ? 'PUBLIC' : ident(role)}`),
    ],
    locks: `ACCESS SHARE on ${path(live)} for a moment`,
    removeLater: [`DROP VIEW ${view}`],
    why: `Reads and writes under the old name reach ${path(live)}${invoker ? ' with the rights of whoever sends them' : ''}; only TRUNCATE does not (42809).`,
  });
}

/** One column of the view under its old name; null where nothing of today can stand for it. */
function selected(subject: Subject, column: Column, { findings }: FixContext): string | null {
  const now = liveColumn(subject, column);
  if (now !== null) return now.name === column.name ? ident(now.name) : `${ident(now.name)} AS ${ident(column.name)}`;
  const comesBack = findings.some(({ code, object }) => code === 'COLUMN_DROPPED' && object === `${nameOf(subject.before)}.${column.name}`);
  return comesBack && columnNamed(subject.live, column.name) === null ? ident(column.name) : null;
}

/** A renamed table takes its rights along. The view gives the same roles the same rights, and no others. */
function grantsOf({ grants, owner }: Relation): Grant[] {
  return grants.filter(({ role, privilege, column }) => role !== owner && column === null && VIEW_RIGHTS.has(privilege));
}

function nameOf(relation: Relation | null): string {
  return relation === null ? '' : `${relation.schema}.${relation.name}`;
}
