import type { SnapshotFrom } from 'xstate';
import { schemaDetails } from '#domain/schema-details.ts';
import type { IncidentClass, Role } from '#domain/service.ts';
import type { IncidentContext } from './context.ts';
import type { PersonEvent } from './events.ts';
import type { incident } from './incident.ts';
import { openPaths, scriptIsDoubtful, type Path } from './paths.ts';
import { recommend } from './recommend.ts';

export type Snapshot = SnapshotFrom<typeof incident>;

/** An event that a person may send, without who and when. */
export type Intent = PersonEvent extends infer Event ? (Event extends PersonEvent ? Omit<Event, 'by' | 'at'> : never) : never;

/** One thing that a person may do now. */
export interface Choice {
  readonly intent: Intent;
  /** At most 75 characters. May contain a commit message's words: show as plain text only. */
  readonly label: string;
  readonly role: Role;
  /** What must be typed before it can be sent; `click` for nothing. */
  readonly asks: 'click' | 'reason' | 'class and reason' | 'person' | 'text';
  readonly weight: 'primary' | 'ordinary' | 'danger' | 'quiet';
}

/**
 * What a person may do now, in the order in which it is shown: the safest first. A choice is listed if and only if its event is
 * legal in this snapshot, so nothing that is shown can be refused for its order.
 */
export function choices(snapshot: Snapshot): readonly Choice[] {
  return everyChoice(snapshot).filter(({ intent }) => isLegalFor(snapshot, intent, SOMEBODY));
}

/** Whether the machine would take this event now, from this person. */
export function isLegalFor(snapshot: Snapshot, intent: Intent, by: string): boolean {
  return snapshot.status === 'active' && snapshot.can({ ...intent, by, at: 0 });
}

/** Stands for somebody who has not acted yet. */
const SOMEBODY = '';

const CLASSES: readonly IncidentClass[] = ['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy'];

function everyChoice(snapshot: Snapshot): readonly Choice[] {
  const { context } = snapshot;
  const inDoubt = snapshot.matches('verifying');
  const recommended = recommend(context);
  const recommendedClass = recommended.kind === 'class' ? recommended.class : 'not the deploy';
  return [
    primary({ type: 'data.reportIntact' }, 'No, data is intact'),
    danger({ type: 'data.reportLost' }, 'Yes, or the code is gone'),
    primary({ type: 'serving.reportYes' }, 'Yes, it serves production'),
    ordinary({ type: 'serving.reportNo' }, 'No, not yet'),
    primary({ type: 'errors.reportBegan' }, 'Yes, with this deploy'),
    ordinary({ type: 'errors.reportBefore' }, 'No, they are older'),
    ordinary({ type: 'schema.reportBroken' }, 'No, or not sure'),
    ordinary({ type: 'schema.reportFits' }, 'Yes, it would run'),
    primary({ type: 'class.confirm' }, `Confirm: ${recommendedClass}`),
    {
      ...ordinary({ type: 'class.override', class: otherThan(recommendedClass), reason: '' }, 'It is something else…'),
      asks: 'class and reason',
    },
    primary({ type: 'move.confirm' }, `Roll back to ${name(context.plan.target)}`),
    ...openPaths(context).map((path, index) => pathChoice(context, path, index)),
    ...otherTargets(context),
    { ...danger({ type: 'glass.break', reason: '' }, 'Break glass: roll back anyway…'), asks: 'reason' },
    { ...danger({ type: 'glass.approve' }, 'I agree: roll back anyway'), role: 'approver' },
    ordinary({ type: 'glass.withdraw' }, 'Do not do it'),
    ordinary({ type: 'gesture.usePromote' }, 'Promote it instead'),
    primary({ type: 'undo.confirm' }, `Go forward again to ${name(context.move?.expectedLive ?? null)}`),
    primary({ type: 'step.confirm' }, 'Done'),
    primary({ type: 'step.request' }, 'Ask for approval'),
    { ...danger({ type: 'step.approve' }, 'I approve this step'), role: 'database owner' },
    { ...danger({ type: 'step.insist', reason: '' }, 'It is done all the same…'), asks: 'reason' },
    { ...ordinary({ type: 'step.fail', reason: '' }, 'It went wrong…'), asks: 'reason' },
    danger({ type: 'disaster.declare' }, 'Declare disaster recovery'),
    { ...danger({ type: 'disaster.approve' }, 'I agree: declare it'), role: 'approver' },
    ...(inDoubt ? [anotherWay(snapshot)] : []),
    { ...ordinary({ type: 'recovery.accept', reason: '' }, 'Accept without proof…'), asks: 'reason' },
    ordinary({ type: 'autoAssignment.turnOff' }, 'Turn auto-assignment off again'),
    ordinary({ type: 'look.again' }, 'Look again'),
    ordinary({ type: 'incident.close' }, 'Close the incident'),
    { ...danger({ type: 'writes.leaveOff', reason: '' }, 'Leave writes off…'), asks: 'reason' },
    quiet({ type: 'question.back' }, 'Go back one question'),
    ...(inDoubt ? [] : [quiet({ type: 'class.reconsider' }, 'Reconsider the class')]),
    quiet({ type: 'facts.refresh' }, 'Gather the facts again'),
    { ...quiet({ type: 'note.add', text: '' }, 'Add a note…'), asks: 'text' },
    { ...quiet({ type: 'incident.handOver', to: '' }, 'Hand over…'), asks: 'person' },
    { ...quiet({ type: 'incident.cancel', reason: '' }, 'Cancel the incident…'), asks: 'reason' },
  ];
}

/** Where the recovery is in doubt it is the way on, and the first one where there is no move to undo. */
function anotherWay(snapshot: Snapshot): Choice {
  const intent = { type: 'class.reconsider' } as const;
  const canUndo = isLegalFor(snapshot, { type: 'undo.confirm' }, SOMEBODY);
  return canUndo ? ordinary(intent, 'Take another way') : primary(intent, 'Take another way');
}

/** The class that an override starts from; the person chooses among all of them. */
function otherThan(recommended: IncidentClass): IncidentClass {
  return CLASSES.find((name) => name !== recommended) ?? 'not the deploy';
}

/** Those that are known to run on today's schema come first. */
function otherTargets({ plan, evidence }: IncidentContext): Choice[] {
  const fitting = new Set(schemaDetails(evidence['schema.fits'])?.fitting);
  return plan.otherTargets
    .toSorted((a, b) => Number(fitting.has(b.id)) - Number(fitting.has(a.id)))
    .map((target) => {
      const label = fitting.has(target.id) ? `Look at ${name(target)}, which still runs` : `Look at ${name(target)} instead`;
      return ordinary({ type: 'target.choose', target: target.id }, label);
    });
}

function pathChoice(context: IncidentContext, path: Path, index: number): Choice {
  const intent = { type: 'path.choose', path } as const;
  if (path === 'rollback.sql' && scriptIsDoubtful(context)) return danger(intent, 'Look at rollback.sql, which is not verified');
  return index === 0 ? primary(intent, WORDS[path]) : ordinary(intent, WORDS[path]);
}

const WORDS: Record<Path, string> = {
  're-point': 'Re-point production',
  'revert and roll forward': 'Revert and roll forward',
  'new generation': 'Prior code as a new generation',
  'forward-fix': 'Forward-fix the schema',
  'compatible re-point': 'Re-point, if it is compatible',
  'rollback.sql': 'Apply rollback.sql',
  'stop a stuck migration': 'Stop a stuck migration',
  'staging branch restore': 'Restore the staging branch',
  'disaster recovery': 'Disaster recovery',
};

function name(deployment: { readonly commit: string | null; readonly id: string; readonly message: string | null } | null): string {
  if (deployment === null) return 'nothing';
  const short = deployment.commit?.slice(0, 7) ?? deployment.id;
  return deployment.message === null ? short : `${short} (${cut(deployment.message, 30)})`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function primary(intent: Intent, label: string): Choice {
  return { intent, label, role: 'responder', asks: 'click', weight: 'primary' };
}

function ordinary(intent: Intent, label: string): Choice {
  return { intent, label, role: 'responder', asks: 'click', weight: 'ordinary' };
}

function danger(intent: Intent, label: string): Choice {
  return { intent, label, role: 'responder', asks: 'click', weight: 'danger' };
}

function quiet(intent: Intent, label: string): Choice {
  return { intent, label, role: 'responder', asks: 'click', weight: 'quiet' };
}
