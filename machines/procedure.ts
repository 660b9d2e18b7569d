import { PRESETS, type Preset } from '#domain/preset.ts';
import { schemaDetails } from '#domain/schema-details.ts';
import type { StepClaim } from '#domain/step-claim.ts';
import type { IncidentContext } from './context.ts';
import { tree } from './tree.ts';

/** One thing that a person does and confirms, where the bot lays out the exact commands. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  /** Writes to, restores or drops production data: one person asks, another approves, and only then is it done. */
  readonly destructive?: true;
  /** Where it leads when it went wrong, if not to the path's own end. */
  readonly failed?: string;
  /** What can be read to see whether it is done. Without it a person's word is all there is. */
  readonly claim?: StepClaim;
  /** The runbooks that ask for it. All of them, unless told. */
  readonly only?: readonly Preset[];
  /** The key of its commands in the runbook, where it shares them with another step. */
  readonly manual?: string;
  /** What else may happen while it is done. */
  readonly on?: StateConfig['on'];
}

/** Absolute targets: where the first step goes back to, where the last one leads, and where one that went wrong leads. */
export interface Ends {
  readonly back: string;
  readonly done: string;
  readonly failed: string;
}

type StateConfig = Parameters<typeof tree.createStateConfig>[0];
interface Neighbours {
  readonly previous: string;
  readonly next: string;
  readonly failed: string;
}

/**
 * The states of a path that people walk. Each waits for its confirmation, can go back one step, and can say that it went wrong.
 * The id of a step is also the key of its commands in the runbook, unless it names another.
 */
export function procedure(path: string, steps: readonly Step[], ends: Ends): Record<string, StateConfig> {
  return Object.fromEntries(
    steps.flatMap((step, index) => {
      const neighbours = {
        previous: entrance(steps[index - 1]) ?? ends.back,
        next: entrance(steps[index + 1]) ?? ends.done,
        failed: step.failed ?? ends.failed,
      };
      const states = step.destructive ? withASecondPerson(path, step, neighbours) : confirmed(path, step, step.id, neighbours);
      return step.only === undefined ? states : [[ifAsked(step.id), gate(step, step.only, neighbours, steps.slice(index + 1))], ...states];
    }),
  );
}

function withASecondPerson(path: string, step: Step, { previous, next, failed }: Neighbours): [string, StateConfig][] {
  const approval = `${step.id}Approval`;
  const doing = `${step.id}Approved`;
  const asking = tree.createStateConfig({
    meta: {
      title: step.title,
      says: `${step.says} Do not do it yet: a second person approves first.`,
      waitsFor: 'person',
      manual: step.manual ?? step.id,
      destructive: true,
    },
    entry: 'forgetFirst',
    on: { 'step.request': { target: approval, actions: 'rememberFirst' }, 'question.back': previous },
  });
  const approving = tree.createStateConfig({
    meta: {
      title: step.title,
      says: 'Waiting for a second person, a database owner, to approve this step.',
      waitsFor: 'person',
      manual: step.manual ?? step.id,
      destructive: true,
    },
    on: {
      'step.approve': { guard: 'itIsSomebodyElse', target: doing, actions: 'rememberApproval' },
      'question.back': step.id,
    },
  });
  return [
    [step.id, asking],
    [approval, approving],
    ...confirmed(path, { ...step, says: `${step.says} Approved: do it now and confirm when it is done.` }, doing, {
      previous: step.id,
      next,
      failed,
    }),
  ];
}

/** Where a step begins that only some runbooks ask for. */
export function ifAsked(step: string): string {
  return `${step}IfAsked`;
}

function entrance(step: Step | undefined): string | undefined {
  return step?.only === undefined ? step?.id : ifAsked(step.id);
}

/** Passes a step by, in either direction, in an incident whose runbook does not ask for it. */
function gate({ id, title }: Step, only: readonly Preset[], { previous, next }: Neighbours, later: readonly Step[]): StateConfig {
  const comesBack = PRESETS.some((runbook) => !only.includes(runbook) && later.some((step) => step.only?.includes(runbook) ?? true));
  return tree.createStateConfig({
    meta: { title, says: 'Looking whether the runbook asks for it.', waitsFor: 'bot' },
    always: [
      { guard: { type: 'theRunbookAsksForIt', params: { only } }, target: id },
      ...(comesBack ? [{ guard: 'itIsOnTheWayBack' as const, target: previous }] : []),
      { target: next },
    ],
  });
}

/** The state in which it is done, and where it can be read whether it is, the state in which that is read. */
function confirmed(path: string, step: Step, state: string, { previous, next, failed }: Neighbours): [string, StateConfig][] {
  const { id, title, says, claim, on, manual = id } = step;
  const reading = `${id}Reading`;
  const done = { target: next, actions: recordAndSay(path, title) };
  const doing = tree.createStateConfig({
    meta: { title, says, waitsFor: 'person', manual },
    on: {
      ...on,
      ...(claim === undefined
        ? { 'step.confirm': done }
        : {
            'step.confirm': { target: reading, actions: { type: 'noteWord', params: { path, step: title } } },
            'step.insist': { guard: { type: 'theBotReadOtherwise', params: { step: id } }, ...done },
          }),
      'step.fail': { target: failed, actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
      'question.back': previous,
    },
  });
  return claim === undefined
    ? [[state, doing]]
    : [
        [state, doing],
        [reading, beingRead(step, claim, state, next)],
      ];
}

function beingRead({ id, title, on }: Step, claim: StepClaim, state: string, next: string): StateConfig {
  return tree.createStateConfig({
    meta: { title, says: 'Reading whether it is so. What cannot be read counts as the word of whoever said it.', waitsFor: 'bot' },
    entry: {
      type: 'readStep',
      params: ({ context: { service, plan, move, evidence } }) => ({
        service,
        step: id,
        claim,
        plan,
        move,
        schema: schemaDetails(evidence['schema.fits']),
      }),
    },
    on: {
      ...on,
      'step.observed': [
        { guard: { type: 'itIsOfAnotherStep', params: { step: id } } },
        {
          guard: 'itIsNotSo',
          target: state,
          actions: [
            {
              type: 'tell',
              params: ({ context, event }) => ({ to: context.steps.at(-1)?.by ?? context.owner, step: title, read: event.reading.what }),
            },
            'takeBackWord',
          ],
        },
        { target: next, actions: ['keepReading', sayLastStep] },
      ],
    },
  });
}

/** What is done when a person confirms a step. */
export function recordAndSay(path: string, step: string) {
  return [{ type: 'recordStep' as const, params: { path, step } }, sayLastStep];
}

const sayLastStep = { type: 'say' as const, params: ({ context }: { context: IncidentContext }) => lastStep(context) };

function lastStep(context: IncidentContext) {
  const step = context.steps.at(-1);
  if (step === undefined) throw new Error('A step is recorded before it is said.');
  return { what: 'step' as const, step };
}
