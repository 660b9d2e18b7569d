import type { SlackClient } from '../connection/slack-client.ts';
import type { Outcome, Performer } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { refusalOf } from './slack-failure.ts';

const EVENT_TYPE = 'switchback_drill';

/** One message in a channel, outside any incident. Said exactly once: after a lost answer it is looked for by its metadata. */
export function postOnce<Input extends { readonly channel: string }>(
  client: SlackClient,
  build: (input: Input) => Message,
): Performer<Input> {
  return {
    leaseMs: 30_000,
    repeat: 'reconcile',
    maxAttempts: 100,
    perform: async ({ id, input }): Promise<Outcome> => {
      const { text, blocks } = build(input);
      try {
        await client.apiCall('chat.postMessage', {
          channel: input.channel,
          text,
          blocks,
          metadata: { event_type: EVENT_TYPE, event_payload: { effect: id } },
          unfurl_links: false,
          unfurl_media: false,
        });
        return { kind: 'done' };
      } catch (error) {
        const refused = refusalOf(error);
        return refused === 'invalid_blocks' ? { kind: 'failed', why: 'Slack refused the blocks of the message.' } : refused;
      }
    },
    reconcile: async ({ id, input, createdAt }) => {
      const oldest = String(Math.floor(createdAt / 1000) - 60);
      const ts = await findByMetadata(client, 'conversations.history', { channel: input.channel, oldest }, EVENT_TYPE, { effect: id });
      return ts === null ? { kind: 'absent' } : { kind: 'landed' };
    },
  };
}
