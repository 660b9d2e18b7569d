import type { Authority } from '#domain/authority.ts';
import type { Role } from '#domain/service.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { escape } from '../escape.ts';
import type { IncidentView, JournalLine } from '../incidents.ts';
import { actionIdOf } from '../action-id.ts';
import { moment } from '../moment.ts';
import { quote } from '../quote.ts';
import { journalWords } from './journal-words.ts';

const MOST_NAMED = 10;

/** A denial names who can act. */
export function denied(authority: Exclude<Authority, { kind: 'may' }>, role: Role): string {
  if (authority.kind === 'cannot tell') return cannotTell(authority, 'nothing was done');
  return `This needs the role ${role}, so nothing was done. These can: ${named(authority.who)}.`;
}

/** A lookup that failed admits nobody, and says who is known to be admitted. */
export function cannotTell({ why, who = [] }: Extract<Authority, { kind: 'cannot tell' }>, notDone: string): string {
  const others = who.length === 0 ? '' : ` These can: ${named(who)}.`;
  return `Whether you may act could not be read (${quote(why, 200)}), so ${notDone}. Try again in a moment.${others}`;
}

/** The first of those who can act, and how many more there are. */
export function named(who: readonly string[]): string {
  if (who.length === 0) return 'nobody is configured';
  const more = who.length > MOST_NAMED ? ` and ${who.length - MOST_NAMED} more` : '';
  return `${who.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** The same press arrived before; the first one counted. */
export const COUNTED_BEFORE = 'That was counted already; nothing happened twice.';

/**
 * The question was answered, or its answer is not possible any more: says by whom and what is asked now. Whoever pressed the same
 * before, with effect, hears that it counted.
 */
export function tooLate(
  { snapshot }: IncidentView,
  journal: readonly JournalLine[],
  { pressed, by }: { pressed: string; by: string },
): string {
  const acts = journal.filter((line) => line.counted && line.by !== 'switchback' && journalWords(line) !== null);
  const now = `Now: ${escape(currentMeta(snapshot).title)}`;
  const mine = acts.findLast((line) => line.by === by);
  if (mine !== undefined && actionIdOf(mine) === pressed)
    return `That counted already, ${moment(mine.at)}: ${journalWords(mine)}. Nothing happened twice. ${now}`;
  const last = acts.at(-1);
  const because = last === undefined ? '' : ` Last: ${journalWords(last)} by <@${last.by}>, ${moment(last.at)}.`;
  return `That button is out of date, so nothing was done.${because} ${now}`;
}

export function unknownIncident(command: string): string {
  return `That incident is not in my records, so nothing was done. Start a new one with \`${command}\`.`;
}

/** A form or a button that comes back without what was put into it. */
export const NOT_OURS = 'That form is not one of mine, so nothing was done.';

/** To whoever said that a step is done, where it is not so. */
export function notSo(step: string, read: string): string {
  return `“${quote(step, 120)}” is not done, as far as I can read: ${quote(read, 500)} Do it and press Done again; or say with a reason that it is done all the same.`;
}

/** Somebody who asked cannot approve. */
export const NEEDS_SOMEBODY_ELSE = 'You asked for it, so somebody else must approve. Nothing was done.';
