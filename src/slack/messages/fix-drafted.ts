import type { FixDraft } from '#domain/fix-draft.ts';
import type { Saying } from '#machines/effects.ts';
import { preformatted, section, sections, type Block, type Message } from '../block-kit.ts';
import { quoteCode, quoteSentences } from '../quote.ts';
import { evidenceLines } from './evidence-lines.ts';

const LONGEST_PATH = 200;

interface Room {
  readonly lines: number;
  readonly facts: number;
  readonly fact: number;
}

/** One screen of a phone: the whole is on the branch. */
const A_SCREEN: Room = { lines: 4, facts: 220, fact: 200 };
/** What Slack takes in one message: it stands nowhere else. */
const A_MESSAGE: Room = { lines: Number.POSITIVE_INFINITY, facts: 3_000, fact: 400 };

/** The draft itself, what to know before it is merged, and where it is proposed. */
export function fixDrafted({ draft, evidence }: Extract<Saying, { what: 'fix drafted' }>): Message {
  const title = draft === null ? 'The drafted forward-fix could not be shown' : 'The drafted forward-fix';
  const lines = evidenceLines(evidence.slice(0, 1));
  return {
    text: title,
    blocks: [
      ...sections([`*${title}*`, ...lines]),
      ...(draft === null ? [] : drafted(draft, evidence[0]?.verdict === 'supports' ? A_SCREEN : A_MESSAGE)),
    ],
  };
}

function drafted({ files: [first, ...others], says, removeLater, left, hurts, uncovered }: FixDraft, room: Room): Block[] {
  const bullet = (before: string, line: string): string => `• ${before}${quoteSentences(line, room.fact)}`;
  const facts = [
    ...left.map((line) => bullet('⚠️ Still breaks the old code: ', line)),
    ...hurts.map((line) => bullet('⚠️ Breaks the live code: ', line)),
    ...uncovered.map((line) => bullet('👉 To be written by a person: ', line)),
    ...says.map((line) => bullet('', line)),
    ...removeLater.map((line) => bullet('Remove it later with ', line)),
  ];
  return [
    ...(first === undefined ? [] : [section(quoteCode(first.path, LONGEST_PATH)), preformatted(beginning(first.content, room.lines))]),
    ...sections([
      ...others.map(({ path }) => `And ${quoteCode(path, LONGEST_PATH)}.`),
      ...fitting(facts, room.facts),
      'Nothing was run on production. Applying it takes two people.',
    ]),
  ];
}

/** Lines stand in the order of their weight; those that do not fit are told by their number. */
function fitting(lines: readonly string[], most: number): string[] {
  let room = most;
  const shown = lines.filter((line) => {
    room -= line.length;
    return room >= 0;
  });
  return shown.length === lines.length ? shown : [...shown, `… and ${lines.length - shown.length} more, in the text of the proposal.`];
}

/** The statements that come first; comments say again what stands below. */
function beginning(content: string, most: number): string {
  const lines = content.trimEnd().split('\n');
  if (lines.length <= most) return lines.join('\n');
  const statements = lines.filter((line) => !line.startsWith('--'));
  const rest = statements.length - most;
  return rest <= 0 ? statements.join('\n') : [...statements.slice(0, most), `… and ${rest} more lines on the branch`].join('\n');
}
