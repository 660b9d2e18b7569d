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
 * The id of a step is also the key of its commands in the runbook.
 */
export function procedure(path: string, steps: readonly Step[], ends: Ends): Record<string, StateConfig> {
  return Object.fromEntries(
    steps.flatMap((step, index) => {
      const neighbours = {
        previous: steps[index - 1]?.id ?? ends.back,
        next: steps[index + 1]?.id ?? ends.done,
        failed: step.failed ?? ends.failed,
      };
      return step.destructive ? withASecondPerson(path, step, neighbours) : [[step.id, confirmed(path, step, step.id, neighbours)]];
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
      manual: step.id,
      destructive: true,
    },
    entry: 'forgetFirst',
    on: { 'step.request': { target: approval, actions: 'rememberFirst' }, 'question.back': previous },
  });
  const approving = tree.createStateConfig({
    meta: {
      title: step.title,
      says: 'Waiting for a second person to approve this step.',
      waitsFor: 'person',
      manual: step.id,
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
    [
      doing,
      confirmed(path, { ...step, says: `${step.says} Approved: do it now and confirm when it is done.` }, step.id, {
        previous: step.id,
        next,
        failed,
      }),
    ],
  ];
}

function confirmed(path: string, step: Step, manual: string, { previous, next, failed }: Neighbours): StateConfig {
  return tree.createStateConfig({
    meta: { title: step.title, says: step.says, waitsFor: 'person', manual },
    on: {
      ...step.on,
      'step.confirm': { target: next, actions: recordAndSay(path, step.title) },
      'step.fail': { target: failed, actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
      'question.back': previous,
    },
  });
}

/** What is done when a person confirms a step. */
export function recordAndSay(path: string, step: string) {
  return [
    { type: 'recordStep' as const, params: { path, step } },
    { type: 'say' as const, params: ({ context }: { context: IncidentContext }) => lastStep(context) },
  ];
}

function lastStep(context: IncidentContext) {
  const step = context.steps.at(-1);
  if (step === undefined) throw new Error('A step is recorded before it is said.');
  return { what: 'step' as const, step };
}
