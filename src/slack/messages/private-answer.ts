import type { Authority } from '#domain/authority.ts';
import type { Role } from '#domain/service.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { escape } from '../escape.ts';
import type { IncidentView, JournalLine } from '../incidents.ts';
import { moment } from '../moment.ts';

/** A denial names who can act. */
export function denied(authority: Exclude<Authority, { kind: 'may' }>, role: Role): string {
  if (authority.kind === 'cannot tell') {
    return `Whether you may act could not be read (${escape(authority.why)}), so nothing was done. Try again in a moment.`;
  }
  const who = authority.who.length === 0 ? 'nobody is configured' : authority.who.join(', ');
  return `This needs the role ${role}, so nothing was done. These can: ${who}.`;
}

/** The same press arrived before; the first one counted. */
export const COUNTED_BEFORE = 'That was counted already; nothing happened twice.';

/** The question was answered, or its answer is not possible any more: says by whom and what is asked now. */
export function tooLate(incident: IncidentView, journal: readonly JournalLine[]): string {
  const last = journal.findLast(({ by, counted }) => counted && by !== 'switchback');
  const because = last === undefined ? '' : ` The last to act was <@${last.by}>, ${moment(last.at)} (\`${last.type}\`).`;
  return `That button is out of date, so nothing was done.${because} Now: ${escape(currentMeta(incident.snapshot).title)}`;
}

export const UNKNOWN_INCIDENT = 'That incident is not in my records, so nothing was done. Start a new one with `/rollback`.';

/** Somebody who asked cannot approve. */
export const NEEDS_SOMEBODY_ELSE = 'You asked for it, so somebody else must approve. Nothing was done.';
