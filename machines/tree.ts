import { assign, setup } from 'xstate';
import type { Evidence } from '#domain/evidence.ts';
import type { Preset } from '#domain/preset.ts';
import type { Plan } from '#domain/plan.ts';
import { schemaDetails, type SchemaDetails } from '#domain/schema-details.ts';
import type { IncidentClass } from '#domain/service.ts';
import type { Answers, DoneStep, IncidentContext, Input } from './context.ts';
import type { IncidentEvent } from './events.ts';
import { openPaths, PATHS, type Path } from './paths.ts';
import { effects } from './effects.ts';
import { forAnotherTarget } from './for-another-target.ts';
import { restored, scriptOnly, writesOff, LAND_MIGRATION } from './left-open.ts';
import { newestAnswer } from './newest-answer.ts';
import { outcomeOf } from './outcome.ts';
import { recommend, type Recommendation } from './recommend.ts';
import { schemaVerdict } from './schema-verdict.ts';

/** Enough to look back over a quarter of an hour at the usual cadence. */
const MOST_HEARTBEATS = 64;

/** The vocabulary of the tree: its events, its effects and its propositions. */
export const tree = setup({
  types: {
    context: {} as IncidentContext,
    events: {} as IncidentEvent,
    input: {} as Input,
    meta: {} as Meta,
  },
  actions: {
    ...effects,
    keepEvidence: assign(({ context }, { evidence }: { evidence: readonly Evidence[] }) => ({
      evidence: { ...context.evidence, ...Object.fromEntries(evidence.map((found) => [found.kind, found])) },
    })),
    takePlan: assign(({ context }, { plan }: { plan: Plan }) =>
      plan.target?.id === context.plan.target?.id ? { plan } : { plan, ...forAnotherTarget(context) },
    ),
    answer: assign(({ context }, answers: Partial<Answers>) => ({
      answers: { ...context.answers, ...answers },
      asked: [...new Set([...context.asked, ...(Object.keys(answers) as (keyof Answers)[])])],
    })),
    rememberThatItFailed: assign(({ context }) => ({ answers: { ...context.answers, schema: 'failed' as const } })),
    rememberFirst: assign(({ event }) => ({
      first: 'by' in event ? { by: event.by, reason: 'reason' in event ? event.reason : null, approvedBy: null } : null,
    })),
    rememberApproval: assign(({ context, event }) => ({
      first: context.first === null || !('by' in event) ? null : { ...context.first, approvedBy: event.by },
    })),
    recordStep: assign(({ context, event }, { path, step }: { path: string; step: string }) => {
      const done: DoneStep = {
        path,
        step,
        by: 'by' in event ? event.by : context.owner,
        approvedBy: context.first?.approvedBy ?? null,
        at: event.at,
      };
      const read =
        event.type === 'step.insist' && context.doubt !== null ? { read: { found: 'not so' as const, what: context.doubt.what } } : {};
      return { steps: [...context.steps, { ...done, ...read }], first: null, doubt: null };
    }),
    /** Said and not yet read: who approved it is kept, in case it is not so. */
    noteWord: assign(({ context, event }, { path, step }: { path: string; step: string }) => {
      const by = 'by' in event ? event.by : context.owner;
      return { steps: [...context.steps, { path, step, by, approvedBy: context.first?.approvedBy ?? null, at: event.at }], doubt: null };
    }),
    keepReading: assign(({ context, event }) => {
      const last = context.steps.at(-1);
      if (event.type !== 'step.observed' || last === undefined) return {};
      return { steps: [...context.steps.slice(0, -1), { ...last, read: event.reading }], first: null };
    }),
    takeBackWord: assign(({ context, event }) =>
      event.type === 'step.observed' ? { steps: context.steps.slice(0, -1), doubt: { step: event.step, what: event.reading.what } } : {},
    ),
    takePath: assign(({ context }, { path }: { path: Path }) => ({
      path,
      class: classOf(path, context),
      first: null,
      why: null,
    })),
    forgetFirst: assign({ first: null }),
    forgetPath: assign({ path: null }),
    explain: assign((_, { why }: { why: string | null }) => ({ why })),
    rememberAccepted: assign(({ context, event }) =>
      context.move === null
        ? {}
        : { move: { ...context.move, acceptedAt: event.at }, autoAssignment: { ...context.autoAssignment, now: 'unknown' as const } },
    ),
    explainEnd: assign(({ event }) => ('why' in event ? { why: event.why } : {})),
    keepRecovery: assign(({ context, event }) => {
      if (event.type !== 'recovery.observed') return {};
      return {
        recovery: event.recovery,
        culprit: event.culprit ?? context.culprit,
        evidence: { ...context.evidence, ...Object.fromEntries(event.evidence.map((found) => [found.kind, found])) },
      };
    }),
    keepAutoAssignment: assign(({ context, event }) =>
      event.type === 'autoAssignment.observed'
        ? {
            autoAssignment: { ...context.autoAssignment, now: event.value },
            evidence: { ...context.evidence, ...Object.fromEntries(event.evidence.map((found) => [found.kind, found])) },
          }
        : {},
    ),
    keepWatched: assign(({ context, event }) =>
      event.type === 'production.watched'
        ? {
            // A look that failed takes nothing back, or the same switch would be announced twice.
            autoAssignment:
              event.autoAssignment === 'unknown' ? context.autoAssignment : { ...context.autoAssignment, now: event.autoAssignment },
            heartbeats: event.heartbeat === null ? context.heartbeats : [event.heartbeat, ...context.heartbeats].slice(0, MOST_HEARTBEATS),
          }
        : {},
    ),
    nameOutcome: assign(({ context }) => ({ outcome: outcomeOf(context) })),
    end: assign((_, { outcome }: { outcome: string }) => ({ outcome })),
  },
  guards: {
    inDevelopment: ({ context }) => context.environment === 'development',
    inStaging: ({ context }) => context.environment === 'staging',
    inADrill: ({ context }) => context.mode === 'drill',
    somethingIsUnanswered: ({ context }, { question }: { question: keyof Answers }) => {
      const next = recommend(context);
      return next.kind === 'ask' && next.question === question;
    },
    theTargetRunsOnTodaysSchema: ({ context }) => context.plan.target !== null && schemaVerdict(context).kind === 'safe',
    theClassIs: ({ context }, { name }: { name: IncidentClass }) => context.class === name,
    thePathIsOpenAndChosen: ({ context, event }, { path }: { path: Path }) =>
      event.type === 'path.choose' && event.path === path && path !== context.path && openPaths(context).includes(path),
    theTargetIsOffered: ({ context, event }) =>
      event.type === 'target.choose' && context.plan.otherTargets.some(({ id }) => id === event.target),
    aFixWasProved: ({ context }) => outlook(context)?.fix?.kind === 'proved',
    theFixIsWhole: ({ context }) => {
      const fix = outlook(context)?.fix;
      return fix?.kind === 'proved' && fix.whole;
    },
    noFixWasFound: ({ context }) => outlook(context)?.fix?.kind === 'none',
    theSchemaIsLate: ({ event }) => 'schemaIsLate' in event && event.schemaIsLate,
    itIsAboutTheTarget: ({ context, event }) =>
      (event.type === 'schema.judged' || event.type === 'fix.proposed') && event.target === (context.plan.target?.id ?? null),
    /** A draft that a person had already and turned down is no news. */
    itBringsAFix: ({ context, event }) =>
      event.type === 'schema.judged' &&
      event.target === (context.plan.target?.id ?? null) &&
      outlook(context)?.fix?.kind !== 'proved' &&
      outlook(withLate(context, event))?.fix?.kind === 'proved',
    /** A click on the way is as good as before: the same is asked, or recommended, with what came late. */
    itChangesNothing: ({ context, event }) =>
      event.type === 'schema.judged' && isSame(recommend(context), recommend(withLate(context, event))),
    theVerdictStays: ({ context, event }) =>
      event.type === 'schema.judged' && schemaVerdict(context).kind === schemaVerdict(withLate(context, event)).kind,
    thereIsATarget: ({ context }) => context.plan.target !== null,
    aQuestionWasAnswered: ({ context }) => newestAnswer(context) !== undefined,
    itIsSomebodyElse: ({ context, event }) => context.first !== null && 'by' in event && event.by !== context.first.by,
    aMoveWasAccepted: ({ context }) =>
      context.move?.purpose === 'recovery' && context.move.acceptedAt !== null && context.move.expectedLive !== null,
    theRePointStands: ({ context }) => isRolledBack(context),
    theRePointWasUndone: ({ context }) => wentForward(context) && (context.path === 're-point' || context.path === 'compatible re-point'),
    /** A promote lets the next merge ship the bug again, so going back by one turns that off at once. */
    aPromoteWentBack: ({ context }) => context.move?.purpose === 'recovery' && context.move.gesture === 'promote',
    theMoveWasAnUndo: ({ context }) => wentForward(context),
    whatWasUndoneHadMoved: ({ context }) => wentForward(context) && (context.pastMoves.at(-1)?.movedAt ?? null) !== null,
    theGestureWasARollback: ({ context }) => context.move?.gesture === 'rollback',
    aMoveCanBeUndone: ({ context }) =>
      context.move?.purpose === 'recovery' && context.move.movedAt !== null && context.move.expectedLive !== null,
    aDrillLeftProductionBack: ({ context }) => context.mode === 'drill' && isRolledBack(context) && context.move?.expectedLive !== null,
    itMayRelapse: ({ context }) => context.recovery !== null && context.recovery.verdict !== 'still failing',
    nothingWasMoved: ({ context }) => context.move === null && context.pastMoves.length === 0,
    itIsOfAnotherStep: ({ event }, { step }: { step: string }) => event.type === 'step.observed' && event.step !== step,
    itIsNotSo: ({ event }) => event.type === 'step.observed' && event.reading.found === 'not so',
    theBotReadOtherwise: ({ context }, { step }: { step: string }) => context.doubt?.step === step,
    writesAreOff: ({ context }) => writesOff(context) !== null,
    somethingIsLeftOpen: ({ context }) => writesOff(context) !== null || scriptOnly(context) !== null || restored(context) !== null,
    theScriptIsNotOnMain: ({ context }) => scriptOnly(context) !== null,
    theDatabaseWasRestored: ({ context }) => restored(context) !== null,
    theMigrationWasStopped: ({ context }) => context.path === 'stop a stuck migration',
    thePathLeftOldCodeOnMain: ({ context: { path } }) => path !== null && LEAVES_OLD_CODE.has(path),
    theRunbookAsksForIt: ({ context }, { only }: { only: readonly Preset[] }) => only.includes(context.runbook),
    itIsOnTheWayBack: ({ event }) => event.type === 'question.back',
    theRePointIsOpen: ({ context }) => openPaths(context).includes('re-point'),
    theFixIsNotOnMain: ({ context }) => context.path === 'forward-fix' && !context.steps.some(({ step }) => step === LAND_MIGRATION),
    somebodyTurnedAutoAssignmentOn: ({ context, event }) =>
      event.type === 'production.watched' && event.autoAssignment === 'on' && context.autoAssignment.now !== 'on' && isRolledBack(context),
    autoAssignmentIsOnDuringARollback: ({ context }) => context.autoAssignment.now === 'on' && isRolledBack(context),
  },
});

/** Production runs the prior code while main still has the bug. */
const LEAVES_OLD_CODE: ReadonlySet<Path> = new Set<Path>(['new generation', 'flip back', 'platform rollback', 'previous version']);

/** Choosing a path says what the incident is; old code that runs on the changed schema leaves it a schema mistake. */
function classOf(path: Path, { environment, class: known }: IncidentContext): IncidentClass | null {
  if (environment === 'staging' || (known === 'schema mistake' && PATHS[path].class === 'app bug')) return known;
  return PATHS[path].class;
}

function withLate(context: IncidentContext, { evidence }: { evidence: readonly Evidence[] }): IncidentContext {
  return { ...context, evidence: { ...context.evidence, ...Object.fromEntries(evidence.map((found) => [found.kind, found])) } };
}

function isSame(one: Recommendation, other: Recommendation): boolean {
  if (one.kind === 'ask') return other.kind === 'ask' && one.question === other.question;
  return other.kind === 'class' && one.class === other.class;
}

/** What a state says for itself. Texts are plain words, complete sentences and safe to show as they are. */
export interface Meta {
  /** The condition, as a headline. */
  title: string;
  /** What is being asked or done. */
  says: string;
  /** Who is to move: the bot, a person, or nobody any more. */
  waitsFor: 'bot' | 'person' | 'nobody';
  /** The manual instruction for this state, by its key in the runbook. */
  manual?: string;
  /** A step that writes to, restores or drops production data: two different people. */
  destructive?: boolean;
}

function outlook({ evidence }: IncidentContext): SchemaDetails | null {
  return schemaDetails(evidence['schema.fits']);
}

function isRolledBack(context: IncidentContext): boolean {
  return context.move !== null && context.move.purpose === 'recovery' && context.move.movedAt !== null;
}

function wentForward(context: IncidentContext): boolean {
  return context.move !== null && context.move.purpose !== 'recovery';
}
