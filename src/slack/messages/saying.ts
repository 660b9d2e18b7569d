import type { Evidence } from '#domain/evidence.ts';
import type { Mode } from '#domain/service.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Saying } from '#machines/effects.ts';
import { contexts, sections, type Message } from '../block-kit.ts';
import type { JournalLine } from '../incidents.ts';
import { quote } from '../quote.ts';
import { asDrill } from './as-drill.ts';
import { closing } from './closing.ts';
import { evidenceLine, evidenceLines, seenAt } from './evidence-lines.ts';
import { leftOpen } from './left-open.ts';
import { fixDrafted } from './fix-drafted.ts';
import { recovery } from './recovery.ts';
import { noFix, wholeVerdict } from './schema-lines.ts';

/** As long as a reason may be that somebody types; the platforms' own sentences are shorter. */
const LONGEST = 500;
/** On one screen of a phone with what was found. */
const LONGEST_BESIDE_DETAILS = 130;
const LONGEST_NOTE = 2_000;

/** What a reply in the incident's thread says. `journal` is read for the closing timeline only. */
export function saying(said: Saying, mode: Mode, journal: readonly JournalLine[]): Message {
  return asDrill(mode, messageOf(said, journal));
}

function messageOf(said: Saying, journal: readonly JournalLine[]): Message {
  switch (said.what) {
    case 'assessment':
      return assessment(said.evidence);
    case 'refusal':
      return titled(
        'Refused: going back would make it worse',
        quote(said.because, said.details == null ? LONGEST : LONGEST_BESIDE_DETAILS),
        ...(said.details == null ? [] : wholeVerdict(said.details)),
        'An alias re-point does not undo a migration. Take the forward-fix instead; break-glass needs a second person and a written reason.',
      );
    case 'fix drafted':
      return fixDrafted(said);
    case 'no fix drafted':
      return titled('No forward-fix could be drafted', ...noFix(said.details));
    case 'glass broken':
      return titled(
        'Break-glass',
        `<@${said.by}> asked: “${quote(said.reason, LONGEST)}”`,
        `<@${said.approvedBy}> agreed. Both are recorded.`,
      );
    case 'move ended':
      return titled('The move did not go through', quote(said.why, LONGEST));
    case 'swap': {
      const { gesture, confirmedBy, approvedBy } = said.move;
      const people = approvedBy === null ? `<@${confirmedBy}>` : `<@${confirmedBy}> and <@${approvedBy}>`;
      const title = gesture === 'rollback' ? 'Has production moved back?' : 'Has production moved?';
      const confirmed = `Confirmed by ${people}. Moved is not recovered: that proof comes next.`;
      return { text: title, blocks: sections([`*${title}*${seenAt(said.evidence)}`, ...evidenceLines(said.evidence), confirmed]) };
    }
    case 'recovery':
      return recovery(said);
    case 'auto-assignment':
      return titled('Auto-assignment of production domains', ...said.evidence.map(setting));
    case 'auto-assignment turned on':
      return titled(
        'Somebody turned auto-assignment on',
        'Production is rolled back, and the next merge would now take the production domains and ship the bug again. Turn it off in the message above, or finish the incident first.',
      );
    case 'step': {
      const { step, path, by, approvedBy } = said.step;
      const approval = approvedBy === null ? '' : `, <@${approvedBy}> had approved it`;
      const { read } = said.step;
      const word = read === undefined ? '; the bot cannot read it' : '';
      return titled(
        `Done: ${step}`,
        `<@${by}> confirmed it${approval}${word}. _${path}_`,
        ...(read === undefined ? [] : [stepReading(read)]),
      );
    }
    case 'left open':
      return titled('This is left open', ...leftOpen(said));
    case 'release marked':
      return titled('Release marked', quote(said.summary, LONGEST));
    case 'note':
      return titled('Note', `<@${said.by}>: ${quote(said.text, LONGEST_NOTE)}`);
    case 'hand-over':
      return titled('Handed over', `<@${said.by}> handed the incident to <@${said.to}>.`);
    case 'closing':
      return closing(journal, said.steps);
  }
}

/** A claim is made for what was read, and a person's word is called one. */
function stepReading({ found, what }: StepReading): string {
  switch (found) {
    case 'so':
      return `Read: ${quote(what, LONGEST)}`;
    case 'not so':
      return `⚠️ The bot had read otherwise: ${quote(what, LONGEST)}`;
    case 'cannot tell':
      return `It is a person’s word: ${quote(what, LONGEST)}`;
  }
}

/** What speaks against going back and what could not be looked at come first; the rest is for the record. */
function assessment(evidence: readonly Evidence[]): Message {
  const isGrave = ({ verdict }: Evidence) => verdict === 'contradicts' || verdict === 'unavailable';
  const [grave, rest] = [evidence.filter(isGrave), evidence.filter((found) => !isGrave(found))];
  return {
    text: 'What was found',
    blocks: [...sections([`*What was found*${seenAt(evidence)}`, ...evidenceLines(grave)]), ...contexts(evidenceLines(rest))],
  };
}

/** Not as it was is nothing that went wrong: it has to stay so until the end. */
function setting(found: Evidence): string {
  return found.verdict === 'contradicts' ? evidenceLine(found, '⚠️') : evidenceLine(found);
}

function titled(title: string, ...lines: readonly string[]): Message {
  return { text: title, blocks: sections([`*${title}*`, ...lines]) };
}
