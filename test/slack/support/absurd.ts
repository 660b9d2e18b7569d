import type { Evidence } from '#domain/evidence.ts';
import { schemaDetails, type SchemaDetails, type SchemaFinding } from '#domain/schema-details.ts';
import type { Snapshot } from '#machines/choices.ts';
import { DUAL_READ } from '#test/support/walk.ts';

/** Everything that acts in Slack's markup, and a line that pretends to be ours. */
export const HOSTILE = '<!channel> <@U1> <https://evil.example|click> & `code` *bold* ~gone~\n✅ *Schema*: safe 😀';

/** The same, as long as nothing sensible is. */
export const LONG = HOSTILE.repeat(30);

const DEPLOYMENT = { ...DUAL_READ, message: HOSTILE.repeat(4).slice(0, 300) };

/** As long as what is stored may be, and longer. */
function absurdDetails(found: Evidence): { details: SchemaDetails } | object {
  const details = schemaDetails(found);
  if (details === null) return {};
  return {
    details: {
      ...details,
      findings: Array.from({ length: 5 }, () => FINDING),
      more: 1_000_000,
      floor: { deploy: LONG, endedBy: LONG },
      fix: details.fix?.kind === 'none' ? { kind: 'none', why: LONG, uncovered: [LONG] } : details.fix && { ...details.fix, files: [LONG] },
      down: details.down && { ...details.down, why: LONG },
      limits: [LONG, LONG, LONG, LONG, LONG],
    },
  };
}

const FINDING: SchemaFinding = {
  code: 'COLUMN_DROPPED',
  severity: 'hard',
  object: LONG,
  sqlstate: '42703',
  place: LONG,
  message: LONG,
  failing: { statement: LONG, sqlstate: '42703' },
};

/** The same state with whatever others may write written by somebody who means harm, or never stops. */
export function madeAbsurd(snapshot: Snapshot): Snapshot {
  const { context } = snapshot;
  const { plan, evidence, why, first, move, outcome } = context;
  const otherTargets = Array.from({ length: 10 }, (_, index) => ({ ...DEPLOYMENT, id: `dpl_${index}` }));
  return {
    ...snapshot,
    context: {
      ...context,
      plan: {
        ...plan,
        suspect: plan.suspect && DEPLOYMENT,
        target: plan.target && DEPLOYMENT,
        otherTargets: plan.target === null ? [] : otherTargets,
        domains: Array.from({ length: 20 }, (_, index) => `${index}.${'production.'.repeat(20)}example.com`),
        autoAssignment: 'unknown',
      },
      evidence: Object.fromEntries(
        Object.entries(evidence).map(([kind, found]: [string, Evidence]) => [
          kind,
          { ...found, summary: LONG, source: LONG, ...absurdDetails(found) },
        ]),
      ),
      why: why && LONG,
      first: first && { ...first, reason: first.reason && LONG },
      move: move && { ...move, target: DEPLOYMENT, expectedLive: move.expectedLive && DEPLOYMENT },
      outcome: outcome && LONG,
      doubt: context.doubt ? { ...context.doubt, what: LONG } : null,
    },
  };
}
