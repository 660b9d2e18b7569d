import type { SlackClient } from '../connection/slack-client.ts';
import type { Outcome, Performer } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import type { IncidentView, Incidents } from '../incidents.ts';
import { status } from '../messages/status.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { refusalOf } from './slack-failure.ts';

const EVENT_TYPE = 'switchback_incident';

/**
 * The incident's one status message: posted once, then updated in place with the newest state. What is shown is read when it is
 * drawn, so an update that was overtaken draws what is true now. An update that would change nothing is not sent.
 */
export function renderStatus(client: SlackClient, incidents: Incidents): Performer<object> {
  const drawn = new Map<string, string>();

  async function draw(incident: IncidentView, message: Message, blocks: Message['blocks']): Promise<Outcome | 'invalid_blocks'> {
    const content = {
      channel: incident.channel,
      text: message.text,
      blocks,
      metadata: { event_type: EVENT_TYPE, event_payload: { incident: incident.id } },
    };
    try {
      if (incident.threadTs !== null) {
        await client.apiCall('chat.update', { ...content, ts: incident.threadTs });
        return { kind: 'done' };
      }
      const posted = await client.apiCall('chat.postMessage', { ...content, unfurl_links: false, unfurl_media: false });
      return { kind: 'done', patch: { threadTs: String(Reflect.get(posted, 'ts')) } };
    } catch (error) {
      return refusalOf(error);
    }
  }

  return {
    leaseMs: 30_000,
    repeat: 'reconcile',
    maxAttempts: 1000,
    perform: async ({ incident: id }) => {
      const incident = await incidents.find(id ?? '');
      if (incident === null) return { kind: 'failed', why: 'The incident is not in the store any more.' };
      const message = status(incident);
      const fingerprint = JSON.stringify(message);
      if (incident.threadTs !== null && drawn.get(incident.id) === fingerprint) return { kind: 'done' };
      const outcome = await draw(incident, message, message.blocks);
      const settled = outcome === 'invalid_blocks' ? await draw(incident, message, message.classic ?? []) : outcome;
      if (settled === 'invalid_blocks') return { kind: 'failed', why: 'Slack refused the blocks of the status message.' };
      if (settled.kind === 'done') drawn.set(incident.id, fingerprint);
      if (incident.status === 'closed') drawn.delete(incident.id);
      return settled;
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
