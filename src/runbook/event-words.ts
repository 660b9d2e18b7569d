import type { PersonEvent, ReportEvent } from '#machines/events.ts';

/** What a person does, in plain words. */
export const DONE_BY_A_PERSON: Readonly<Record<PersonEvent['type'], string>> = {
  'facts.refresh': 'gather the facts again',
  'question.back': 'go back one question',
  'data.reportIntact': 'data is intact',
  'data.reportLost': 'data is lost, or the code is gone',
  'serving.reportYes': 'it serves',
  'serving.reportNo': 'it does not serve yet',
  'errors.reportBegan': 'they began with it',
  'errors.reportBefore': 'they are older',
  'schema.reportFits': 'it would run',
  'schema.reportBroken': 'it would not, or not sure',
  'class.confirm': 'confirm the class',
  'class.override': 'override it with a reason',
  'class.reconsider': 'reconsider the class',
  'path.choose': 'choose a path',
  'target.choose': 'look at another target',
  'move.confirm': 'confirm the move',
  'glass.break': 'break glass with a reason',
  'glass.approve': 'a second person agrees',
  'glass.withdraw': 'withdraw it',
  'gesture.usePromote': 'promote instead',
  'look.again': 'look again',
  'undo.confirm': 'undo the move',
  'recovery.accept': 'accept without proof, with a reason',
  'step.request': 'ask for approval',
  'step.confirm': 'done',
  'step.approve': 'a second person approves',
  'step.insist': 'it is done all the same, with a reason',
  'step.fail': 'it went wrong',
  'disaster.declare': 'declare it',
  'disaster.approve': 'a second person agrees',
  'autoAssignment.turnOff': 'turn auto-assignment off again',
  'writes.leaveOff': 'leave writes off, with a reason',
  'incident.close': 'close the incident',
  'incident.cancel': 'cancel the incident',
  'incident.handOver': 'hand over',
  'note.add': 'add a note',
};

/** What an effect or a timer reports, in plain words. */
export const REPORTED: Readonly<Record<ReportEvent['type'], string>> = {
  'facts.gathered': 'the facts are gathered',
  'target.assessed': 'the target was looked at',
  'fix.proposed': 'the forward-fix was proposed',
  'schema.judged': 'the schema was judged',
  'move.accepted': 'accepted',
  'move.alreadyThere': 'it serves already',
  'move.refused': 'refused',
  'move.stopped': 'stopped before it was sent',
  'move.unknown': 'the answer was lost',
  'job.observed': 'the job was read',
  'swap.observed': 'production was read',
  'recovery.observed': 'the error rate was read',
  'production.watched': 'production was watched',
  'autoAssignment.observed': 'auto-assignment was read',
  'release.marked': 'the release is marked',
  'step.observed': 'it was read whether it is done',
  'job.due': 'time to read the job',
  'swap.due': 'time to read production',
  'look.due': 'time to look',
  'watch.due': 'time to watch',
};

const WORDS: Readonly<Record<string, string>> = { ...DONE_BY_A_PERSON, ...REPORTED };

export function wordsOf(event: string): string {
  return WORDS[event] ?? event;
}
