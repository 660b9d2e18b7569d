import { schemaDetails } from '#domain/schema-details.ts';
import type { IncidentClass, Role } from '#domain/service.ts';
import type { PersonEvent } from './events.ts';
import type { Snapshot } from './choices.ts';
import { deploymentName } from './deployment-name.ts';
import { openPaths, PATHS, pathRecord } from './paths.ts';
import { recommend } from './recommend.ts';

export type ActType = PersonEvent['type'];

/** What must be typed before an act can be sent; `click` for nothing. */
export type Asked = 'click' | 'reason' | 'class and reason' | 'person' | 'text';
export type Weight = 'primary' | 'ordinary' | 'danger' | 'quiet';

type Payload<Type extends ActType> = Omit<Extract<PersonEvent, { type: Type }>, 'type' | 'by' | 'at'>;

/** One button. */
interface Form<Type extends ActType> {
  /** At most 75 characters. May contain a commit message's words: show as plain text only. */
  readonly label: string;
  readonly with: Payload<Type>;
  /** Where it differs from the act's own. */
  readonly weight?: Weight;
}

/** One thing that a person may do. */
export interface Act<Type extends ActType = ActType> {
  /** In the journal and in the picture of the tree. */
  readonly words: string;
  readonly weight: Weight;
  readonly role: Role;
  readonly asks: Asked;
  /** Its buttons, were it legal now. */
  readonly forms: (at: Snapshot) => readonly Form<Type>[];
}

const click = { role: 'responder', asks: 'click' } as const;
const reason = { role: 'responder', asks: 'reason' } as const;

/** What a person may do, in the order in which it is shown: the safest first, what is quiet at the end. */
export const ACTS: { readonly [Type in ActType]: Act<Type> } = {
  'data.reportIntact': { words: 'data is intact', weight: 'primary', ...click, forms: one('No, data is intact') },
  'data.reportLost': { words: 'data is lost, or the code is gone', weight: 'danger', ...click, forms: one('Yes, or the code is gone') },
  'serving.reportYes': { words: 'it serves', weight: 'primary', ...click, forms: one('Yes, it serves production') },
  'serving.reportNo': { words: 'it does not serve yet', weight: 'ordinary', ...click, forms: one('No, not yet') },
  'errors.reportBegan': { words: 'they began with it', weight: 'primary', ...click, forms: one('Yes, with this deploy') },
  'errors.reportBefore': { words: 'they are older', weight: 'ordinary', ...click, forms: one('No, they are older') },
  'schema.reportBroken': { words: 'it would not, or not sure', weight: 'ordinary', ...click, forms: one('No, or not sure') },
  'schema.reportFits': { words: 'it would run', weight: 'ordinary', ...click, forms: one('Yes, it would run') },
  'class.confirm': {
    words: 'confirm the class',
    weight: 'primary',
    ...click,
    forms: (at) => [{ label: `Confirm: ${recommended(at)}`, with: {} }],
  },
  'class.override': {
    words: 'override it with a reason',
    weight: 'ordinary',
    role: 'responder',
    asks: 'class and reason',
    forms: (at) => [{ label: 'It is something else…', with: { class: otherThan(recommended(at)), reason: '' } }],
  },
  'move.confirm': {
    words: 'confirm the move',
    weight: 'primary',
    ...click,
    forms: ({ context }) => [{ label: `Roll back to ${deploymentName(context.plan.target)}`, with: {} }],
  },
  'path.choose': {
    words: 'choose a path',
    weight: 'ordinary',
    ...click,
    forms: ({ context }) =>
      openPaths(context).map((path, index) => {
        const doubt = pathRecord(path).doubt?.(context) ?? null;
        if (doubt !== null) return { label: doubt, with: { path }, weight: 'danger' };
        return index === 0 ? { label: PATHS[path].label, with: { path }, weight: 'primary' } : { label: PATHS[path].label, with: { path } };
      }),
  },
  'target.choose': { words: 'look at another target', weight: 'ordinary', ...click, forms: otherTargets },
  'glass.break': { words: 'break glass with a reason', weight: 'danger', ...reason, forms: because('Break glass: roll back anyway…') },
  'glass.approve': {
    words: 'a second person agrees',
    weight: 'danger',
    role: 'approver',
    asks: 'click',
    forms: one('I agree: roll back anyway'),
  },
  'glass.withdraw': { words: 'withdraw it', weight: 'ordinary', ...click, forms: one('Do not do it') },
  'gesture.usePromote': { words: 'promote instead', weight: 'ordinary', ...click, forms: one('Promote it instead') },
  'undo.confirm': {
    words: 'undo the move',
    weight: 'primary',
    ...click,
    forms: ({ context }) => [{ label: `Go forward again to ${deploymentName(context.move?.expectedLive ?? null)}`, with: {} }],
  },
  'step.confirm': { words: 'done', weight: 'primary', ...click, forms: one('Done') },
  'step.request': { words: 'ask for approval', weight: 'primary', ...click, forms: one('Ask for approval') },
  'step.approve': {
    words: 'a second person approves',
    weight: 'danger',
    role: 'database owner',
    asks: 'click',
    forms: one('I approve this step'),
  },
  'step.insist': {
    words: 'it is done all the same, with a reason',
    weight: 'danger',
    ...reason,
    forms: because('It is done all the same…'),
  },
  'step.fail': { words: 'it went wrong', weight: 'ordinary', ...reason, forms: because('It went wrong…') },
  'disaster.declare': { words: 'declare it', weight: 'danger', ...click, forms: one('Declare disaster recovery') },
  'disaster.approve': {
    words: 'a second person agrees',
    weight: 'danger',
    role: 'approver',
    asks: 'click',
    forms: one('I agree: declare it'),
  },
  'question.back': { words: 'go back one question', weight: 'quiet', ...click, forms: one('Go back one question') },
  'class.reconsider': { words: 'reconsider the class', weight: 'quiet', ...click, forms: anotherWay },
  'recovery.accept': {
    words: 'accept without proof, with a reason',
    weight: 'ordinary',
    ...reason,
    forms: because('Accept without proof…'),
  },
  'autoAssignment.turnOff': {
    words: 'turn auto-assignment off again',
    weight: 'ordinary',
    ...click,
    forms: one('Turn auto-assignment off again'),
  },
  'look.again': { words: 'look again', weight: 'ordinary', ...click, forms: one('Look again') },
  'incident.close': { words: 'close the incident', weight: 'ordinary', ...click, forms: one('Close the incident') },
  'writes.leaveOff': { words: 'leave writes off, with a reason', weight: 'danger', ...reason, forms: because('Leave writes off…') },
  'facts.refresh': { words: 'gather the facts again', weight: 'quiet', ...click, forms: one('Gather the facts again') },
  'note.add': {
    words: 'add a note',
    weight: 'quiet',
    role: 'responder',
    asks: 'text',
    forms: () => [{ label: 'Add a note…', with: { text: '' } }],
  },
  'incident.handOver': {
    words: 'hand over',
    weight: 'quiet',
    role: 'responder',
    asks: 'person',
    forms: () => [{ label: 'Hand over…', with: { to: '' } }],
  },
  'incident.cancel': { words: 'cancel the incident', weight: 'quiet', ...reason, forms: because('Cancel the incident…') },
};

function one(label: string): () => readonly [{ label: string; with: Record<string, never> }] {
  return () => [{ label, with: {} }];
}

function because(label: string): () => readonly [{ label: string; with: { reason: string } }] {
  return () => [{ label, with: { reason: '' } }];
}

const CLASSES: readonly IncidentClass[] = ['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy'];

function recommended({ context }: Snapshot): IncidentClass {
  const found = recommend(context);
  return found.kind === 'class' ? found.class : 'not the deploy';
}

/** The class that an override starts from; the person chooses among all of them. */
function otherThan(name: IncidentClass): IncidentClass {
  return CLASSES.find((other) => other !== name) ?? 'not the deploy';
}

/** Where the recovery is in doubt it is the way on, and the first one where there is no move to undo. */
function anotherWay(at: Snapshot): readonly Form<'class.reconsider'>[] {
  if (!at.matches('verifying')) return [{ label: 'Reconsider the class', with: {} }];
  return [{ label: 'Take another way', with: {}, weight: at.can({ type: 'undo.confirm', by: '', at: 0 }) ? 'ordinary' : 'primary' }];
}

/** Those that are known to run on today's schema come first. */
function otherTargets({ context: { plan, evidence } }: Snapshot): readonly Form<'target.choose'>[] {
  const fitting = new Set(schemaDetails(evidence['schema.fits'])?.fitting);
  return plan.otherTargets
    .toSorted((a, b) => Number(fitting.has(b.id)) - Number(fitting.has(a.id)))
    .map((target) => {
      const label = fitting.has(target.id)
        ? `Look at ${deploymentName(target)}, which still runs`
        : `Look at ${deploymentName(target)} instead`;
      return { label, with: { target: target.id } };
    });
}
