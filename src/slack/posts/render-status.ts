import type { Outcome, Performer } from '#src/engine/performer.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { IncidentView, Incidents } from '../incidents.ts';
import { status } from '../messages/status.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { notSaid, send } from './send.ts';

const EVENT_TYPE = 'switchback_incident';

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

    const where = { channel: incident.channel, metadata: { event_type: EVENT_TYPE, event_payload: { incident: incident.id } } };
    const post = () => send(client, 'chat.postMessage', where, message);
    const update = (ts: string) => send(client, 'chat.update', { ...where, ts }, message);
    const first = incident.threadTs === null ? await post() : await update(incident.threadTs);
    const sent = first.kind === 'refused' && first.code === 'message_not_found' ? await post() : first;

    if (sent.kind === 'refused') return { kind: 'failed', why: notSaid('the status message', sent) };
    if (sent.kind === 'again') return sent;
    if (incident.status === 'closed') drawn.delete(incident.id);
    else drawn.set(incident.id, fingerprint);
    return sent.ts === incident.threadTs ? { kind: 'done' } : { kind: 'done', patch: { threadTs: sent.ts } };
  }

  return {
    leaseMs: 30_000,
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
      const ts = await findByMetadata(client, 'conversations.history', { channel: incident.channel, oldest }, EVENT_TYPE, {
        incident: incident.id,
      });
      return ts === null ? { kind: 'absent' } : { kind: 'landed', patch: { threadTs: ts } };
    },
  };
}
