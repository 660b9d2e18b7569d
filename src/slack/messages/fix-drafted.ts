import type { FixDraft } from '#domain/fix-draft.ts';
import type { Saying } from '#machines/effects.ts';
import { preformatted, section, sections, type Block, type Message } from '../block-kit.ts';
import { quote } from '../quote.ts';
import { evidenceLines } from './evidence-lines.ts';

const LONGEST_SENTENCE = 320;
const LONGEST_PATH = 200;
/** Leaves room for the draft in what Slack takes in one message. */
const MOST_OF_FACTS = 3_000;

/** The draft itself, what to know before it is merged, and where it is proposed. */
export function fixDrafted({ draft, evidence }: Extract<Saying, { what: 'fix drafted' }>): Message {
  const title = draft === null ? 'The drafted forward-fix could not be shown' : 'The drafted forward-fix';
  const lines = evidenceLines(evidence.slice(0, 1));
  return { text: title, blocks: [...sections([`*${title}*`, ...lines]), ...(draft === null ? [] : drafted(draft))] };
}

function drafted({ files: [first, ...others], says, removeLater, left, hurts, uncovered }: FixDraft): Block[] {
  const facts = [
    ...left.map((line) => bullet('⚠️ Still breaks the old code: ', line)),
    ...hurts.map((line) => bullet('⚠️ Breaks the live code: ', line)),
    ...uncovered.map((line) => bullet('👉 To be written by a person: ', line)),
    ...says.map((line) => bullet('', line)),
    ...removeLater.map((line) => bullet('Remove it later with ', line)),
  ];
  return [
    ...(first === undefined ? [] : [section(`*${quote(first.path, LONGEST_PATH)}*`), preformatted(first.content.trimEnd())]),
    ...sections([
      ...others.map(({ path }) => `And ${quote(path, LONGEST_PATH)}.`),
      ...fitting(facts),
      'Nothing was run on production. Applying it takes two people.',
    ]),
  ];
}

/** Lines stand in the order of their weight; those that do not fit are told by their number. */
function fitting(lines: readonly string[]): string[] {
  let room = MOST_OF_FACTS;
  const shown = lines.filter((line) => {
    room -= line.length;
    return room >= 0;
  });
  return shown.length === lines.length ? shown : [...shown, `… and ${lines.length - shown.length} more, in the text of the proposal.`];
}

function bullet(before: string, line: string): string {
  return `• ${before}${quote(line, LONGEST_SENTENCE)}`;
}
