import type { Performer } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { notSaid, send } from './send.ts';

const EVENT_TYPE = 'switchback_drill';

/** One message in a channel, outside any incident. Said exactly once: after a lost answer it is looked for by its metadata. */
export function postOnce<Input extends { readonly channel: string }>(
  client: SlackClient,
  build: (input: Input) => Message,
): Performer<Input> {
  return {
    leaseMs: 20_000,
    repeat: 'reconcile',
    maxAttempts: 100,
    perform: async ({ id, input }) => {
      const where = { channel: input.channel, metadata: { event_type: EVENT_TYPE, event_payload: { effect: id } } };
      const sent = await send(client, 'chat.postMessage', where, build(input));
      if (sent.kind === 'refused') return { kind: 'failed', why: notSaid('the message', sent) };
      return sent.kind === 'sent' ? { kind: 'done' } : sent;
    },
    reconcile: async ({ id, input, createdAt }) => {
      const oldest = String(Math.floor(createdAt / 1000) - 60);
      const ts = await findByMetadata(client, 'conversations.history', { channel: input.channel, oldest }, EVENT_TYPE, { effect: id });
      return ts === null ? { kind: 'absent' } : { kind: 'landed' };
    },
  };
}
