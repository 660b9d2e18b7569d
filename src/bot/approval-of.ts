import { schemaDetails, type SchemaFinding } from '#domain/schema-details.ts';
import type { Role } from '#domain/service.ts';
import { choices, type Snapshot } from '#machines/choices.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { REVIEW_FIX } from '#machines/propose-fix.ts';
import type { Roles } from '#src/config/config.ts';
import type { Approval } from '#src/slack/approval.ts';
import { membersFor } from '#src/slack/authorise.ts';
import { instructionFor, type ManualConfig } from './manual.ts';

/** The paths on which SQL is applied to production, of which the bot drafts the first. */
const WITH_SQL: ReadonlySet<string | null> = new Set(['forward-fix', 'rollback.sql']);

/** What a second person is asked for in this state; null where nobody is. */
export function approvalOf(config: ManualConfig, snapshot: Snapshot): Approval | null {
  const { context } = snapshot;
  const asking = choices(snapshot).find(({ role }) => role !== 'responder');
  const roles = config.services.find(({ name }) => name === context.service)?.roles;
  if (asking === undefined || roles === undefined || context.first === null) return null;

  const { by, reason } = context.first;
  const details = schemaDetails(context.evidence['schema.fits']);
  const isBreakGlass = asking.intent.type === 'glass.approve';
  const isSql = !isBreakGlass && WITH_SQL.has(context.path);
  const isDrafted =
    context.path === 'forward-fix' && details?.fix?.kind === 'proved' && context.steps.some(({ step }) => step === REVIEW_FIX);
  // The refused commands are handed out by nobody before the glass is broken.
  const instruction = isBreakGlass ? null : instructionFor(config, snapshot);
  return {
    title: isBreakGlass
      ? `Break-glass, to roll back to ${targetOf(snapshot)} all the same`
      : (instruction?.title ?? currentMeta(snapshot).title),
    role: asking.role,
    who: named(roles, asking.role, by),
    asked: { by, reason },
    does:
      instruction === null
        ? null
        : { lines: instruction.lines.map(beforeAsked).filter((line) => line !== ''), commands: instruction.commands },
    against: isBreakGlass ? against(snapshot) : [],
    sql: isSql ? { draft: isDrafted && details !== null ? { from: details.from, to: details.to } : null } : null,
  };
}

/** Whoever reads this is the second person. */
function beforeAsked(line: string): string {
  return line.replace(/^A second person approves before it is run\. ?/, '');
}

function targetOf({ context: { plan } }: Snapshot): string {
  return plan.target?.commit?.slice(0, 7) ?? plan.target?.id ?? 'the target';
}

function against(snapshot: Snapshot): string[] {
  const { evidence } = snapshot.context;
  const details = schemaDetails(evidence['schema.fits']);
  const found = details === null ? [] : details.findings.map(inWords);
  const more = details === null || details.more === 0 ? [] : [`And ${details.more} more findings, in the report of this incident.`];
  const looked = Object.values(evidence).filter(({ verdict }) => verdict === 'contradicts');
  return [
    `The old code of ${targetOf(snapshot)} would serve production again.`,
    ...found,
    ...more,
    ...looked.map(({ summary }) => summary),
  ];
}

function inWords({ message, failing }: SchemaFinding): string {
  return failing === null ? message : `${message} “${failing.statement}” fails there with ${failing.sqlstate ?? 'an error'}.`;
}

function named(roles: Roles, role: Role, asker: string): string[] {
  const { users, groups } = membersFor(roles, role);
  return [...users.filter((user) => user !== asker).map((user) => `<@${user}>`), ...groups.map((group) => `<!subteam^${group}>`)];
}
