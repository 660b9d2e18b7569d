import type { Saying } from '#machines/effects.ts';
import type { Performer } from '#src/engine/performer.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { Incidents } from '../incidents.ts';
import { saying } from '../messages/saying.ts';
import { NEVER_GIVEN_UP, type Poster } from './poster.ts';
import { hasThread, isReplied, NO_INCIDENT, NO_THREAD, reply } from './reply.ts';

/** One reply in the incident's thread. Said exactly once: after a lost answer it is looked for by its metadata. */
export function say(client: SlackClient, poster: Poster, incidents: Incidents): Performer<Saying> {
  return {
    leaseMs: 20_000,
    repeat: 'reconcile',
    ...NEVER_GIVEN_UP,
    perform: async ({ id: effect, incident: incidentId, input }, context) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null) return NO_INCIDENT;
      if (!hasThread(incident)) return NO_THREAD;
      const message = saying(input, incident.mode, input.what === 'closing' ? await incidents.journal(incident.id) : []);
      const sent = await reply({ poster, incidents }, incident, { effect, message, isBroadcast: isForTheChannel(input) }, context);
      return sent.kind === 'sent' ? { kind: 'done' } : poster.later('the reply', sent, context);
    },
    reconcile: async ({ id: effect, incident: incidentId, createdAt }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null || !hasThread(incident)) return { kind: 'absent' };
      return (await isReplied({ client, incidents }, incident, { effect, createdAt })) ? { kind: 'landed' } : { kind: 'absent' };
    },
  };
}

/** Whoever does not follow the thread must hear too that it is over, and that it is not. */
function isForTheChannel(said: Saying): boolean {
  return said.what === 'recovery' && (said.relapse !== undefined || said.evidence[0]?.verdict === 'supports');
}
