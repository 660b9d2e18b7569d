import type { SlackClient } from '../connection/slack-client.ts';
import type { Saying } from '#machines/effects.ts';
import type { Outcome, Performer } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import type { Incidents } from '../incidents.ts';
import { saying } from '../messages/saying.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { refusalOf } from './slack-failure.ts';

const EVENT_TYPE = 'switchback_said';
/** Posting waits for the incident's first message this long between looks. */
const THREAD_POLL_MS = 100;

/** One reply in the incident's thread. Said exactly once: after a lost answer it is looked for by its metadata. */
export function say(client: SlackClient, incidents: Incidents): Performer<Saying> {
  return {
    leaseMs: 30_000,
    repeat: 'reconcile',
    maxAttempts: 1000,
    perform: async ({ id, incident: incidentId, input }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null) return { kind: 'failed', why: 'The incident is not in the store any more.' };
      if (incident.threadTs === null) return { kind: 'again', afterMs: THREAD_POLL_MS, why: 'The incident has no thread yet.' };
      const journal = input.what === 'closing' ? await incidents.journal(incident.id) : [];
      const message = saying(input, incident.mode, journal);
      const post = async (blocks: Message['blocks']): Promise<Outcome | 'invalid_blocks'> => {
        try {
          await client.apiCall('chat.postMessage', {
            channel: incident.channel,
            thread_ts: incident.threadTs,
            text: message.text,
            blocks,
            metadata: { event_type: EVENT_TYPE, event_payload: { effect: id } },
            unfurl_links: false,
            unfurl_media: false,
          });
          return { kind: 'done' };
        } catch (error) {
          return refusalOf(error);
        }
      };
      const outcome = await post(message.blocks);
      if (outcome !== 'invalid_blocks') return outcome;
      const second = message.classic === undefined ? outcome : await post(message.classic);
      return second === 'invalid_blocks' ? { kind: 'failed', why: 'Slack refused the blocks of the message.' } : second;
    },
    reconcile: async ({ id, incident: incidentId }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident?.threadTs == null) return { kind: 'absent' };
      const found = await findByMetadata(
        client,
        'conversations.replies',
        { channel: incident.channel, ts: incident.threadTs },
        EVENT_TYPE,
        { effect: id },
      );
      return found === null ? { kind: 'absent' } : { kind: 'landed' };
    },
  };
}
