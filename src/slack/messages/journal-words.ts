import type { JournalLine } from '../incidents.ts';
import { quote } from '../quote.ts';

type Words = (payload: JournalLine['payload']) => string;

const LONGEST = 160;

/** What happened, in words; null for what only the journal itself has. */
export function journalWords({ type, payload }: Pick<JournalLine, 'type' | 'payload'>): string | null {
  return WORDS[type]?.(payload) ?? null;
}

const WORDS: Readonly<Record<string, Words | undefined>> = {
  'incident.opened': () => 'opened',
  'facts.gathered': () => 'facts gathered',
  'facts.refresh': () => 'facts asked for again',
  'question.back': () => 'went back one question',
  'data.reportIntact': () => 'data reported intact',
  'data.reportLost': () => 'data reported lost',
  'serving.reportYes': () => 'deploy reported as serving',
  'serving.reportNo': () => 'deploy reported as not serving',
  'errors.reportBegan': () => 'errors reported to have begun with the deploy',
  'errors.reportBefore': () => 'errors reported to be older',
  'schema.reportFits': () => 'old code reported to fit the schema',
  'schema.reportBroken': () => 'old code reported not to fit the schema',
  'class.confirm': () => 'class confirmed',
  'class.override': (payload) => `class set to ${words(payload['class'])}, because “${words(payload['reason'])}”`,
  'class.reconsider': () => 'class reconsidered',
  'path.choose': (payload) => `path chosen: ${words(payload['path'])}`,
  'target.choose': (payload) => `other target looked at: ${words(payload['target'])}`,
  'move.confirm': () => 'move confirmed',
  'glass.break': (payload) => `break-glass asked for, because “${words(payload['reason'])}”`,
  'glass.approve': () => 'break-glass approved',
  'glass.withdraw': () => 'break-glass withdrawn',
  'gesture.usePromote': () => 'promote chosen instead',
  'look.again': () => 'another look asked for',
  'move.accepted': () => 'platform accepted the move',
  'move.alreadyThere': () => 'production was there already',
  'move.refused': (payload) => `platform refused the move: ${words(payload['why'])}`,
  'move.stopped': (payload) => `move stopped: ${words(payload['why'])}`,
  'move.unknown': (payload) => `outcome of the move unknown: ${words(payload['why'])}`,
  'undo.confirm': () => 'undo confirmed',
  'step.request': () => 'approval of a step asked for',
  'step.approve': () => 'step approved',
  'step.confirm': () => 'step said to be done',
  'step.observed': ({ reading }) => stepRead(reading),
  'step.insist': (payload) => `step said to be done all the same, because “${words(payload['reason'])}”`,
  'step.fail': (payload) => `step went wrong: “${words(payload['reason'])}”`,
  'disaster.declare': () => 'disaster recovery asked for',
  'disaster.approve': () => 'disaster recovery declared',
  'swap.observed': (payload) => `production read: ${words(payload['swap'])}`,
  'recovery.observed': ({ recovery }) => {
    const { verdict, reason } = (recovery ?? {}) as { readonly verdict?: unknown; readonly reason?: unknown };
    return `error rate: ${words(verdict)} (${words(reason)})`;
  },
  'recovery.accept': (payload) => `accepted without proof, because “${words(payload['reason'])}”`,
  'schema.judged': () => 'schema judged',
  'fix.proposed': () => 'forward-fix proposed',
  'autoAssignment.turnOff': () => 'auto-assignment turned off again',
  'autoAssignment.observed': (payload) => `auto-assignment is ${words(payload['value'])}`,
  'incident.handOver': (payload) => `handed over to <@${words(payload['to'])}>`,
  'writes.leaveOff': (payload) => `writes left off, because “${words(payload['reason'])}”`,
  'incident.close': () => 'closed by hand',
  'incident.cancel': (payload) => `cancelled, because “${words(payload['reason'])}”`,
  'incident.setAside': () => 'set aside, because its state could not be read',
  'note.add': (payload) => `note: ${words(payload['text'])}`,
};

function stepRead(reading: unknown): string {
  const { found, what } = (reading ?? {}) as { readonly found?: unknown; readonly what?: unknown };
  return `step read (${words(found)}): ${words(what)}`;
}

function words(value: unknown): string {
  return quote(typeof value === 'string' ? value : '', LONGEST);
}
