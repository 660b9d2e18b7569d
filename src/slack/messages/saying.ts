import type { Mode } from '#domain/service.ts';
import type { Saying } from '#machines/effects.ts';
import { section, type Message } from '../block-kit.ts';
import { escape } from '../escape.ts';
import type { JournalLine } from '../incidents.ts';
import { asDrill } from './as-drill.ts';
import { closing } from './closing.ts';
import { evidenceLines } from './evidence-lines.ts';
import { recovery } from './recovery.ts';

/** What a reply in the incident's thread says. `journal` is read for the closing timeline only. */
export function saying(said: Saying, mode: Mode, journal: readonly JournalLine[]): Message {
  return asDrill(mode, messageOf(said, journal));
}

function messageOf(said: Saying, journal: readonly JournalLine[]): Message {
  switch (said.what) {
    case 'assessment':
      return titled('What was found', evidenceLines(said.evidence));
    case 'refusal':
      return titled(
        'Refused: going back would make it worse',
        `${escape(said.because)}\nAn alias re-point does not undo a migration. Take the forward-fix instead; break-glass needs a second person and a written reason.`,
      );
    case 'glass broken':
      return titled('Break-glass', `<@${said.by}> asked: “${escape(said.reason)}”\n<@${said.approvedBy}> agreed. Both are recorded.`);
    case 'move ended':
      return titled('The move did not go through', escape(said.why));
    case 'swap':
      return titled(
        said.move.gesture === 'rollback' ? 'Has production moved back?' : 'Has production moved?',
        `${evidenceLines(said.evidence)}\nConfirmed by <@${said.move.confirmedBy}>${said.move.approvedBy === null ? '' : ` and <@${said.move.approvedBy}>`}. Moved is not recovered: that proof comes next.`,
      );
    case 'recovery':
      return recovery(said);
    case 'auto-assignment':
      return titled('Auto-assignment of production domains', evidenceLines(said.evidence));
    case 'auto-assignment turned on':
      return titled(
        'Somebody turned auto-assignment on',
        'Production is rolled back, and the next merge would now take the production domains and ship the bug again. Turn it off in the message above, or finish the incident first.',
      );
    case 'step': {
      const { step, path, by, approvedBy } = said.step;
      return titled(
        `Done: ${step}`,
        `<@${by}> confirmed it${approvedBy === null ? '' : `, <@${approvedBy}> had approved it`}. _${escape(path)}_`,
      );
    }
    case 'release marked':
      return titled('Release marked', escape(said.summary));
    case 'note':
      return titled('Note', `<@${said.by}>: ${escape(said.text)}`);
    case 'hand-over':
      return titled('Handed over', `<@${said.by}> handed the incident to <@${said.to}>.`);
    case 'closing':
      return closing(journal, said.steps);
  }
}

function titled(title: string, mrkdwn: string): Message {
  return { text: title, blocks: [section(`*${title}*\n${mrkdwn}`)] };
}
