import type { DoneStep } from '#machines/context.ts';
import type { JournalLine } from '../incidents.ts';
import { section, type Message } from '../block-kit.ts';
import { escape } from '../escape.ts';
import { moment } from '../moment.ts';

/** The incident's timeline, from its journal: what people did, what the bot did and when. Newest details last. */
export function closing(journal: readonly JournalLine[], steps: readonly DoneStep[]): Message {
  const lines = withoutRepeats(journal.filter(({ counted }) => counted)).flatMap((line) => describe(line, steps));
  const text = `*Closed. What happened*\n${lines.join('\n')}`;
  return { text: 'Closed. The timeline is here.', blocks: chunks(text, 2800).map(section) };
}

/** Looks that found the same again say nothing new. */
function withoutRepeats(lines: readonly JournalLine[]): JournalLine[] {
  let last = '';
  return lines.filter(({ type, payload }) => {
    if (type !== 'recovery.observed') return true;
    const said = WORDS[type]?.(payload) ?? '';
    const isNew = said !== last;
    last = said;
    return isNew;
  });
}

function describe({ at, type, by, payload }: JournalLine, steps: readonly DoneStep[]): string[] {
  const step = type === 'step.confirm' ? steps.find((done) => done.at === at && done.by === by) : undefined;
  if (step !== undefined) return [`${moment(at)} ${escape(step.step)}: done by <@${by}>`];
  const words = WORDS[type];
  if (words === undefined) return [];
  const who = by === 'switchback' ? '' : ` by <@${by}>`;
  return [`${moment(at)} ${words(payload)}${who}`];
}

type Words = (payload: JournalLine['payload']) => string;

/** The events that a reader of the timeline wants; the rest is in the journal. */
const WORDS: Readonly<Record<string, Words | undefined>> = {
  'incident.opened': () => 'opened',
  'facts.gathered': () => 'facts gathered',
  'data.reportIntact': () => 'data reported intact',
  'data.reportLost': () => 'data reported lost',
  'serving.reportYes': () => 'deploy reported as serving',
  'serving.reportNo': () => 'deploy reported as not serving',
  'errors.reportBegan': () => 'errors reported to have begun with the deploy',
  'errors.reportBefore': () => 'errors reported to be older',
  'schema.reportFits': () => 'old code reported to fit the schema',
  'schema.reportBroken': () => 'old code reported not to fit the schema',
  'class.confirm': () => 'class confirmed',
  'class.override': (payload) => `class set to ${quote(payload['class'])}, because “${quote(payload['reason'])}”`,
  'path.choose': (payload) => `path chosen: ${quote(payload['path'])}`,
  'target.choose': (payload) => `other target looked at: ${quote(payload['target'])}`,
  'move.confirm': () => 'move confirmed',
  'glass.break': (payload) => `break-glass asked for, because “${quote(payload['reason'])}”`,
  'glass.approve': () => 'break-glass approved',
  'gesture.usePromote': () => 'promote chosen instead',
  'move.accepted': () => 'platform accepted the move',
  'move.alreadyThere': () => 'production was there already',
  'move.refused': (payload) => `platform refused the move: ${quote(payload['why'])}`,
  'move.stopped': (payload) => `move stopped: ${quote(payload['why'])}`,
  'move.unknown': (payload) => `outcome of the move unknown: ${quote(payload['why'])}`,
  'undo.confirm': () => 'undo confirmed',
  'step.request': () => 'approval of a step asked for',
  'step.approve': () => 'step approved',
  'step.confirm': () => 'step done',
  'step.fail': (payload) => `step went wrong: “${quote(payload['reason'])}”`,
  'disaster.declare': () => 'disaster recovery asked for',
  'disaster.approve': () => 'disaster recovery declared',
  'swap.observed': (payload) => `production read: ${quote(payload['swap'])}`,
  'recovery.accept': (payload) => `accepted without proof, because “${quote(payload['reason'])}”`,
  'autoAssignment.turnOff': () => 'auto-assignment turned off again',
  'autoAssignment.observed': (payload) => `auto-assignment is ${quote(payload['value'])}`,
  'incident.handOver': (payload) => `handed over to <@${quote(payload['to'])}>`,
  'incident.cancel': (payload) => `cancelled, because “${quote(payload['reason'])}”`,
  'note.add': (payload) => `note: ${quote(payload['text'])}`,
  'recovery.observed': (payload) => {
    const { recovery } = payload as { recovery?: { verdict?: string; reason?: string } };
    return `error rate: ${quote(recovery?.verdict)} (${quote(recovery?.reason)})`;
  },
};

function quote(value: unknown): string {
  return escape(typeof value === 'string' ? value : '');
}

function chunks(text: string, size: number): string[] {
  const parts: string[] = [];
  for (const line of text.split('\n')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < size) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.slice(0, 3);
}
