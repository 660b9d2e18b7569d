import type { IncidentRecord } from './read-record.ts';
import type { Hint } from './scenario.ts';

const NOT_DECLARED = 'Play ada, the responder, and type /rollback invoices into the channel.';

/** What the person may try next: what the scenario knows of this state, else the safest thing that the bot itself offers. */
export function hintFor(hints: readonly Hint[], incident: Pick<IncidentRecord, 'status' | 'title' | 'choices'> | null): string {
  if (incident === null) return hints.find(({ at }) => at === null)?.says ?? NOT_DECLARED;
  if (incident.status === 'closed') return 'The incident is closed. How it went is told beside the channel.';
  const known = hints.find(({ at }) => at === incident.title);
  if (known !== undefined) return known.says;
  const safest = incident.choices.find(({ weight }) => weight !== 'quiet');
  if (safest === undefined) return 'The bot is at work. It says in the thread what it finds; there is nothing to do now.';
  const who = { responder: 'ada', approver: 'ben', 'database owner': 'dot' }[safest.role];
  return `The safest step is the first button: press “${safest.label}” as ${who}.`;
}
