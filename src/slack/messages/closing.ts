import type { DoneStep } from '#machines/context.ts';
import { sections, type Message } from '../block-kit.ts';
import type { JournalLine } from '../incidents.ts';
import { moment } from '../moment.ts';
import { quote } from '../quote.ts';
import { journalWords } from './journal-words.ts';

/** Below what Slack takes in one message, with room for what the blocks themselves need. */
const MOST_CHARACTERS = 7_500;

/** The incident's timeline, from its journal: what people did, what the bot did and when. Newest last. */
export function closing(journal: readonly JournalLine[], steps: readonly DoneStep[]): Message {
  const lines = withoutRepeats(withoutWaiting(journal.filter(({ counted }) => counted))).flatMap((line) => describe(line, steps));
  return { text: 'Closed. The timeline is here.', blocks: sections(['*Closed. What happened*', ...fitting(lines), ...sealed(journal)]) };
}

/** Slack keeps it where nobody reaches who could seal the journal anew. */
function sealed(journal: readonly JournalLine[]): string[] {
  const seal = journal.at(-1)?.seal;
  return seal === undefined ? [] : [`Journal sealed \`${seal}\`: check it with \`npx switchback verify-journal\` and \`--anchor\`.`];
}

/** A look that could only wait says nothing beside the one that followed it. */
function withoutWaiting(lines: readonly JournalLine[]): JournalLine[] {
  const lastLook = lines.findLast(({ type }) => type === 'recovery.observed');
  return lines.filter((line) => line === lastLook || !isWaiting(line));
}

function isWaiting({ type, payload }: JournalLine): boolean {
  const { recovery } = payload as { recovery?: { reason?: unknown } };
  return type === 'recovery.observed' && recovery?.reason === 'not enough evidence yet';
}

/** Looks that found the same again say nothing new, until somebody does something or production is moved. */
function withoutRepeats(lines: readonly JournalLine[]): JournalLine[] {
  const last = new Map<string, string | null>();
  return lines.filter((line) => {
    if (!LOOKS.has(line.type)) {
      if (line.by !== 'switchback' || line.type === 'move.accepted') last.clear();
      return true;
    }
    const said = journalWords(line);
    const isNew = said !== last.get(line.type);
    last.set(line.type, said);
    return isNew;
  });
}

const LOOKS: ReadonlySet<string> = new Set(['recovery.observed', 'swap.observed']);

function describe(line: JournalLine, steps: readonly DoneStep[]): string[] {
  const { at, type, by } = line;
  const isWord = type === 'step.confirm' || type === 'step.insist';
  const step = isWord ? steps.find((done) => done.at === at && done.by === by) : undefined;
  const words = step === undefined ? journalWords(line) : `${quote(step.step, 120)}: ${wordOn(step)}`;
  if (words === null) return [];
  return [`${moment(at)} ${by === 'switchback' ? '' : `<@${by}>: `}${words}`];
}

function wordOn({ read }: DoneStep): string {
  if (read?.found === 'so') return 'done, and read to be so';
  return read?.found === 'not so' ? 'said to be done, although the bot read otherwise' : 'said to be done';
}

/** All lines, or as many of the first and of the newest as there is room for, with the number of those between. */
function fitting(lines: readonly string[]): string[] {
  if (total(lines) <= MOST_CHARACTERS) return [...lines];
  const first: string[] = [];
  const newest: string[] = [];
  for (let index = 0; ; index += 1) {
    const [next, end] = index % 2 === 0 ? [lines.at(-1 - index / 2), newest] : [lines.at((index - 1) / 2), first];
    if (next === undefined || total([...first, ...newest, next]) > MOST_CHARACTERS) break;
    end.push(next);
  }
  const leftOut = lines.length - first.length - newest.length;
  return [...first, `… ${leftOut} more are in the journal …`, ...newest.toReversed()];
}

function total(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
