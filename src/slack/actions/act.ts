import type { Authorise } from '#domain/authority.ts';
import { choices, isLegalFor, type Choice, type Intent } from '#machines/choices.ts';
import { actionId, findChoice, type ButtonValue } from '../action-id.ts';
import { inMode } from '../in-mode.ts';
import type { Incidents, IncidentView } from '../incidents.ts';
import { COUNTED_BEFORE, denied, NEEDS_SOMEBODY_ELSE, tooLate, unknownIncident } from '../messages/private-answer.ts';

/** A press that may be acted on, or the private and true answer to it. */
export type Press =
  | { readonly kind: 'may'; readonly incident: IncidentView; readonly choice: Choice }
  | { readonly kind: 'answer'; readonly text: string };

/** Looks a press up: is it still the question, is it legal for this person, may this person? */
export async function understand(
  incidents: Incidents,
  authorise: Authorise,
  value: ButtonValue,
  pressed: string,
  by: string,
): Promise<Press> {
  const incident = await incidents.find(value.incident);
  if (incident === null) return { kind: 'answer', text: unknownIncident(incidents.command) };
  const answer = (text: string): Press => ({ kind: 'answer', text: inMode(incident.mode, text) });
  const choice = findChoice(choices(incident.snapshot), pressed);
  const outOfDate = choice === null || (asksNow(choice) && value.turn !== incident.turn);
  if (outOfDate) return answer(tooLate(incident, await incidents.journal(incident.id), { pressed, by }));
  const authority = await authorise(by, incident.service, choice.role);
  if (authority.kind !== 'may') return answer(denied(authority, choice.role));
  if (!isLegalFor(incident.snapshot, choice.intent, by)) return answer(NEEDS_SOMEBODY_ELSE);
  return { kind: 'may', incident, choice };
}

/** Sends what a person decided. Null when it counted; else the private answer. Committed when it returns. */
export async function act(
  incidents: Incidents,
  { incident, choice, intent, by, key }: { incident: IncidentView; choice: Choice; intent: Intent; by: string; key: string },
): Promise<string | null> {
  const sent = await incidents.send(incident.id, intent, by, { key, turn: asksNow(choice) ? incident.turn : null });
  switch (sent.kind) {
    case 'advanced':
      return null;
    case 'duplicate':
      return inMode(incident.mode, COUNTED_BEFORE);
    case 'too late': {
      const now = (await incidents.find(incident.id)) ?? incident;
      return inMode(incident.mode, tooLate(now, await incidents.journal(incident.id), { pressed: actionId(choice.intent), by }));
    }
    case 'unknown incident':
      return unknownIncident(incidents.command);
  }
}

/** A note is welcome whatever the question is meanwhile. */
function asksNow({ intent }: Choice): boolean {
  return intent.type !== 'note.add' && intent.type !== 'incident.handOver';
}
