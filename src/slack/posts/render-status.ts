import { createHash } from 'node:crypto';
import type { PerformContext, Outcome, Performer } from '#src/engine/performer.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { IncidentView, Incidents } from '../incidents.ts';
import { status } from '../messages/status.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { places, unlessUnreadable } from './places.ts';
import { NEVER_GIVEN_UP, type Poster, type Sent, type Where } from './poster.ts';

const EVENT_TYPE = 'switchback_incident';

/**
 * The incident's one status message: posted once, then updated in place with the newest state. What is shown is read when it is
 * drawn, so an update that was overtaken draws what is true now. An update that would change nothing is not sent. A message that
 * somebody deleted, or that Slack lets nobody edit any more, is posted anew: without it nobody could act. Where no place takes it the
 * incident has no thread until one does.
 */
export function renderStatus(client: SlackClient, poster: Poster, incidents: Incidents): Performer<object> {
  async function draw(incident: IncidentView, metadata: Where['metadata'], context: PerformContext): Promise<Outcome> {
    const message = status(incident);
    const fingerprint = createHash('sha256').update(JSON.stringify(message)).digest('hex');
    const { threadTs } = incident;
    const done = { kind: 'done', result: fingerprint } as const;
    if (threadTs !== null && (await incidents.drawn(incident.id)) === fingerprint) return done;

    const update = (ts: string) => poster.send('chat.update', { channel: incident.channel, metadata, ts }, message, context);
    const post = (channel: string) => poster.send('chat.postMessage', { channel, metadata }, message, context);
    const sent = threadTs === null ? await firstThatTakesIt(incident, post) : await update(threadTs).then(unlessGone);

    async function unlessGone(answer: Sent): Promise<Sent> {
      const gone = answer.kind === 'refused' && (answer.about === 'message' || answer.about === 'place');
      return gone ? firstThatTakesIt(incident, post) : answer;
    }

    if (sent.kind !== 'sent') {
      const later = poster.later('the status message', sent, context);
      return sent.kind === 'refused' && sent.about === 'place' ? { ...later, patch: { threadTs: null } } : later;
    }
    return sent.ts === threadTs ? done : { ...done, patch: { threadTs: sent.ts, channel: sent.channel } };
  }

  /** Tries the places one after the other; the answer of the last where none takes it. */
  async function firstThatTakesIt(incident: IncidentView, post: (channel: string) => Promise<Sent>): Promise<Sent> {
    const [here, ...others] = places(incident, incidents);
    let sent = await post(here);
    for (const place of others) {
      if (sent.kind !== 'refused' || sent.about !== 'place') return sent;
      sent = await post(place);
    }
    return sent;
  }

  return {
    leaseMs: 20_000,
    repeat: 'reconcile',
    isRoutine: true,
    lane: 'people',
    resource: (_, incident) => `status:${incident}`,
    supersedes: true,
    ...NEVER_GIVEN_UP,
    perform: async ({ id: effect, incident: id }, context) => {
      const incident = await incidents.find(id ?? '');
      if (incident === null) return { kind: 'failed', why: 'The incident is not in the store any more.' };
      return draw(incident, { event_type: EVENT_TYPE, event_payload: { incident: incident.id, effect } }, context);
    },
    reconcile: async ({ id: effect, incident: id }) => {
      const incident = await incidents.find(id ?? '');
      if (incident === null) return { kind: 'absent' };
      const oldest = String(Math.floor(incident.openedAt / 1000) - 60);
      for (const channel of places(incident, incidents)) {
        const mine = { incident: incident.id, effect };
        const ts = await unlessUnreadable(channel, findByMetadata(client, 'conversations.history', { channel, oldest }, EVENT_TYPE, mine));
        // An edit of the message that is there is simply drawn again.
        if (ts !== null && ts !== incident.threadTs) return { kind: 'landed', patch: { threadTs: ts, channel } };
      }
      return { kind: 'absent' };
    },
  };
}
