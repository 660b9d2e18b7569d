import type { Outcome, Performer } from '#src/engine/performer.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { IncidentView, Incidents } from '../incidents.ts';
import { status } from '../messages/status.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { notSaid, send } from './send.ts';
import { refusalOf } from './slack-failure.ts';

const EVENT_TYPE = 'switchback_incident';

/** Refusals of the place: a private channel without the bot, an archived one. */
const CANNOT_BE_SEEN: ReadonlySet<string> = new Set(['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action']);

/**
 * The incident's one status message: posted once, then updated in place with the newest state. What is shown is read when it is
 * drawn, so an update that was overtaken draws what is true now. An update that would change nothing is not sent. A message that
 * somebody deleted is posted anew: without it nobody could act.
 */
export function renderStatus(client: SlackClient, incidents: Incidents): Performer<object> {
  const drawn = new Map<string, string>();

  async function draw(incident: IncidentView): Promise<Outcome> {
    const message = status(incident);
    const fingerprint = JSON.stringify(message);
    if (incident.threadTs !== null && drawn.get(incident.id) === fingerprint) return { kind: 'done' };

    const metadata = { event_type: EVENT_TYPE, event_payload: { incident: incident.id } };
    const post = (channel: string) => send(client, 'chat.postMessage', { channel, metadata }, message);
    const update = (ts: string) => send(client, 'chat.update', { channel: incident.channel, metadata, ts }, message);
    const first = incident.threadTs === null ? await post(incident.channel) : await update(incident.threadTs);
    const again = first.kind === 'refused' && first.code === 'message_not_found' ? await post(incident.channel) : first;
    const sent = again.kind === 'refused' && CANNOT_BE_SEEN.has(again.code) ? await post(elsewhere(incident)) : again;

    if (sent.kind === 'refused') return { kind: 'failed', why: notSaid('the status message', sent) };
    if (sent.kind === 'again') return sent;
    if (incident.status === 'closed') drawn.delete(incident.id);
    else drawn.set(incident.id, fingerprint);
    return sent.ts === incident.threadTs ? { kind: 'done' } : { kind: 'done', patch: { threadTs: sent.ts, channel: sent.channel } };
  }

  /** A place that cannot be read was not posted to, but for a direct message: that may be sent twice, which is better than never. */
  async function findIn(where: { channel: string; oldest: string }, incident: string): Promise<string | null> {
    try {
      return await findByMetadata(client, 'conversations.history', where, EVENT_TYPE, { incident });
    } catch (error) {
      const refused = refusalOf(error);
      if (refused.kind === 'refused' && (CANNOT_BE_SEEN.has(refused.code) || refused.code === 'missing_scope')) return null;
      throw error;
    }
  }

  /** The service's own channel, else the person who opened it: an incident that nobody sees is worse than one in another place. */
  function elsewhere({ service, channel, snapshot }: IncidentView): string {
    const own = incidents.services.find(({ name }) => name === service)?.channel ?? null;
    return own === null || own === channel ? snapshot.context.openedBy : own;
  }

  return {
    leaseMs: 20_000,
    repeat: 'reconcile',
    maxAttempts: 1000,
    perform: async ({ incident: id }) => {
      const incident = await incidents.find(id ?? '');
      return incident === null ? { kind: 'failed', why: 'The incident is not in the store any more.' } : draw(incident);
    },
    reconcile: async ({ incident: id }) => {
      const incident = await incidents.find(id ?? '');
      // Drawing the newest state again is harmless.
      if (incident === null || incident.threadTs !== null) return { kind: 'absent' };
      const oldest = String(Math.floor(incident.openedAt / 1000) - 60);
      for (const channel of [incident.channel, elsewhere(incident)]) {
        const ts = await findIn({ channel, oldest }, incident.id);
        if (ts !== null) return { kind: 'landed', patch: { threadTs: ts, channel } };
      }
      return { kind: 'absent' };
    },
  };
}
