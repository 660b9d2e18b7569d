import type { IncidentClass } from '#domain/service.ts';
import type { Intent } from '#machines/choices.ts';
import { CONTRACT, DUAL_READ } from '#test/support/walk.ts';
import { OTHER } from './reports.ts';

const CLASSES: readonly IncidentClass[] = ['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy'];

/** A choice as a person would send it: once per class where one is asked for, and with words where words are. */
export function filledIn(intent: Intent): readonly Intent[] {
  if (intent.type === 'class.override') return CLASSES.map((name) => ({ type: 'class.override', class: name, reason: 'I saw the diff' }));
  if (intent.type === 'incident.handOver') return [{ type: 'incident.handOver', to: 'U_BOB' }];
  if (intent.type === 'note.add') return [{ type: 'note.add', text: 'the second region is slow' }];
  return 'reason' in intent ? [{ ...intent, reason: 'I know why' }] : [intent];
}

/** Everything that a person could ever try, legal or not. */
export const ALL_INTENTS: readonly Intent[] = [
  ...(
    [
      'facts.refresh',
      'question.back',
      'data.reportIntact',
      'data.reportLost',
      'serving.reportYes',
      'serving.reportNo',
      'errors.reportBegan',
      'errors.reportBefore',
      'schema.reportFits',
      'schema.reportBroken',
      'class.confirm',
      'class.reconsider',
      'move.confirm',
      'glass.approve',
      'glass.withdraw',
      'gesture.usePromote',
      'look.again',
      'undo.confirm',
      'step.request',
      'step.confirm',
      'step.approve',
      'disaster.declare',
      'disaster.approve',
      'autoAssignment.turnOff',
      'incident.close',
    ] as const
  ).map((type) => ({ type })),
  ...(['glass.break', 'recovery.accept', 'step.fail', 'step.insist', 'writes.leaveOff', 'incident.cancel'] as const).map((type) => ({
    type,
    reason: 'I know why',
  })),
  ...(
    [
      're-point',
      'revert and roll forward',
      'new generation',
      'forward-fix',
      'compatible re-point',
      'rollback.sql',
      'stop a stuck migration',
      'staging branch restore',
      'disaster recovery',
    ] as const
  ).map((path) => ({ type: 'path.choose' as const, path })),
  ...[DUAL_READ.id, OTHER.id, CONTRACT.id].map((target) => ({ type: 'target.choose' as const, target })),
  { type: 'class.override', class: 'app bug', reason: 'I saw the diff' },
  { type: 'incident.handOver', to: 'U_BOB' },
  { type: 'note.add', text: 'the second region is slow' },
];
