import type { Chart } from '#domain/chart.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Plan } from '#domain/plan.ts';
import type { SchemaDetails } from '#domain/schema-details.ts';
import type { RecoveryReading, ReportEvent } from '#machines/events.ts';
import { APP_BUG, CONTRACT, DUAL_READ, fact, PLAN, SCHEMA_MISTAKE } from '#test/support/walk.ts';

const AT = 2_100_000;

/** One more than the tree waits for a move to be seen. */
const LOOKS_IN_VAIN = 61;

export const OTHER = { ...DUAL_READ, id: 'dpl_expand', message: 'expand: add subtotal and tax' };
const TWO_TARGETS: Plan = { ...PLAN, otherTargets: [OTHER] };
const NO_TARGET: Plan = { ...PLAN, target: null };
const NEVER_SERVED: Plan = { ...PLAN, target: { ...DUAL_READ, id: 'dpl_staged', served: false } };

const UNKNOWN_SCHEMA = [...without(APP_BUG, 'schema.fits'), fact('schema.fits', 'unavailable')];

/** A report on the schema mistake: what was drafted, and the authors' own way back. */
function reportedSchema(fix: SchemaDetails['fix'], down: SchemaDetails['down']): Evidence {
  const details: SchemaDetails = {
    shape: 'schema details 1',
    verdict: 'unsafe',
    from: DUAL_READ.commit ?? '',
    to: CONTRACT.commit ?? '',
    computedAt: AT,
    findings: [],
    more: 0,
    floor: { deploy: '9f2c1a3', endedBy: '0003_contract' },
    fitting: [OTHER.id],
    fix,
    down,
    limits: [],
  };
  return { ...fact('schema.fits', 'contradicts'), details };
}

function reportedMistake(...report: Parameters<typeof reportedSchema>): readonly Evidence[] {
  return [...without(SCHEMA_MISTAKE, 'schema.fits'), reportedSchema(...report)];
}

const DRAFTED = { kind: 'proved' as const, whole: true, files: ['db/0004.sql'] };

/** What `gatherFacts` can answer with: each fact good, bad or missing where the tree tells them apart. */
const FACTS: readonly { readonly plan: Plan; readonly evidence: readonly Evidence[] }[] = [
  { plan: TWO_TARGETS, evidence: [...APP_BUG, fact('data.intact', 'unavailable')] },
  { plan: TWO_TARGETS, evidence: SCHEMA_MISTAKE },
  { plan: TWO_TARGETS, evidence: reportedMistake(DRAFTED, null) },
  {
    plan: PLAN,
    evidence: reportedMistake({ ...DRAFTED, whole: false }, { verdict: 'wrong', why: 'It fails.' }),
  },
  { plan: PLAN, evidence: reportedMistake({ kind: 'none', why: 'No statement.', uncovered: ['A policy.'] }, null) },
  { plan: PLAN, evidence: [...UNKNOWN_SCHEMA, fact('data.intact', 'supports')] },
  { plan: NEVER_SERVED, evidence: [...APP_BUG, fact('data.intact', 'supports')] },
  { plan: NO_TARGET, evidence: [] },
  { plan: NO_TARGET, evidence: without(APP_BUG, 'target.answers') },
  { plan: PLAN, evidence: [...APP_BUG, fact('data.intact', 'contradicts')] },
  { plan: PLAN, evidence: [...APP_BUG, fact('database.free', 'contradicts')] },
  { plan: { ...PLAN, suspect: null }, evidence: [...without(APP_BUG, 'deploy.serving'), fact('deploy.serving', 'contradicts')] },
  { plan: PLAN, evidence: [...without(APP_BUG, 'errors.began'), fact('errors.began', 'contradicts')] },
];

const OTHER_PLAN: Plan = { ...PLAN, target: OTHER, otherTargets: [DUAL_READ] };

const ASSESSMENTS: readonly { readonly plan: Plan; readonly evidence: readonly Evidence[] }[] = [
  {
    plan: OTHER_PLAN,
    evidence: [fact('schema.fits', 'supports'), fact('target.answers', 'supports')],
  },
  { plan: OTHER_PLAN, evidence: [fact('target.answers', 'contradicts')] },
  { plan: NO_TARGET, evidence: [fact('target.answers', 'unavailable')] },
];

const NO_CHART: Chart = { bucketMs: 10_000, buckets: [] };

const HEARTBEAT = { number: 1, sentAt: AT };

const SWITCHES = ['on', 'off', 'unknown'] as const;

const READINGS: readonly RecoveryReading[] = [
  { verdict: 'recovered', reason: 'back at its baseline', over: false },
  { verdict: 'still failing', reason: 'new error', over: false },
  { verdict: 'inconclusive', reason: 'no traffic', over: false },
  { verdict: 'inconclusive', reason: 'no traffic', over: true },
  { verdict: 'cannot look', reason: 'rate limited', over: false },
];

const FOUND = ['so', 'not so', 'cannot tell'] as const;

/** Every step that is read, and one that is not this one. */
const READ_STEPS = [
  'applyForwardFix',
  'applyScript',
  'markRolledBack',
  'deployPrevious',
  'stopMigration',
  'rollForwardSmoke',
  'cutOver',
  'abortDeploy',
  'verifyNewBuild',
  'promoteNewBuild',
  'flipRecord',
];

const ONCE: readonly ReportEvent[] = [
  ...FACTS.map(({ plan, evidence }) => ({ type: 'facts.gathered' as const, at: AT, plan, evidence: [...evidence], culprit: null })),
  ...ASSESSMENTS.map(({ plan, evidence }) => ({ type: 'target.assessed' as const, at: AT, plan, evidence: [...evidence] })),
  { type: 'facts.gathered', at: AT, plan: TWO_TARGETS, evidence: [...UNKNOWN_SCHEMA], culprit: null, schemaIsLate: true },
  { type: 'target.assessed', at: AT, plan: OTHER_PLAN, evidence: [fact('schema.fits', 'inconclusive')], schemaIsLate: true },
  ...[DUAL_READ, OTHER].flatMap(({ id }) => [schemaJudged(id, 'supports'), schemaJudged(id, 'contradicts')]),
  { type: 'schema.judged', at: AT, target: DUAL_READ.id, evidence: [reportedSchema(DRAFTED, null)] },
  ...[DUAL_READ.id, 'dpl_gone'].map(fixProposed),
  { type: 'move.accepted', at: AT, queued: false },
  { type: 'move.accepted', at: AT, queued: true },
  { type: 'move.alreadyThere', at: AT },
  { type: 'move.refused', at: AT, why: 'The platform said no.' },
  { type: 'move.stopped', at: AT, why: 'Production is not what the confirmation showed.' },
  { type: 'move.unknown', at: AT, effect: 'inc-1:7:0', why: 'The answer was lost.' },
  ...(['running', 'succeeded', 'failed', 'another', 'unread'] as const).map(jobObserved),
  ...(['moved', 'reported', 'not yet', 'contradicted', 'cannot look'] as const).map(swapObserved),
  ...READINGS.map((recovery) => ({ type: 'recovery.observed' as const, at: AT, recovery, evidence: [], chart: NO_CHART, culprit: null })),
  ...SWITCHES.map((value) => ({ type: 'production.watched' as const, at: AT, autoAssignment: value, heartbeat: HEARTBEAT })),
  ...SWITCHES.map((value) => ({ type: 'autoAssignment.observed' as const, at: AT, evidence: [], value, restored: value === 'on' })),
  { type: 'release.marked', at: AT, summary: 'The release is marked.' },
  ...READ_STEPS.flatMap((step) =>
    FOUND.map((found) => ({ type: 'step.observed' as const, at: AT, step, reading: { found, what: 'What was read.' } })),
  ),
  { type: 'job.due', at: AT },
  { type: 'swap.due', at: AT },
  { type: 'look.due', at: AT },
  { type: 'watch.due', at: AT },
];

/** Every answer that an effect or a timer can report, in every variant that the tree tells apart; looks in vain as often as it takes. */
export const REPORTS: readonly (readonly ReportEvent[])[] = [
  ...ONCE.map((event) => [event]),
  Array.from({ length: LOOKS_IN_VAIN }, () => jobObserved('running')),
  Array.from({ length: LOOKS_IN_VAIN }, () => swapObserved('not yet')),
];

function schemaJudged(target: string, verdict: 'supports' | 'contradicts'): ReportEvent {
  return { type: 'schema.judged', at: AT, target, evidence: [fact('schema.fits', verdict)] };
}

function fixProposed(target: string): ReportEvent {
  return { type: 'fix.proposed', at: AT, target, draft: null, evidence: [fact('fix.proposed', 'supports')] };
}

function jobObserved(job: 'running' | 'succeeded' | 'failed' | 'another' | 'unread'): ReportEvent {
  return { type: 'job.observed', at: AT, job, why: `The job is ${job}.` };
}

function swapObserved(swap: 'moved' | 'reported' | 'not yet' | 'contradicted' | 'cannot look'): ReportEvent {
  return { type: 'swap.observed', at: AT, swap, why: `The domains: ${swap}.`, evidence: [] };
}

function without(evidence: readonly Evidence[], kind: Evidence['kind']): readonly Evidence[] {
  return evidence.filter((found) => found.kind !== kind);
}
