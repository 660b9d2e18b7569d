import type { Performer } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { NEVER_GIVEN_UP, type Poster } from './poster.ts';

const EVENT_TYPE = 'switchback_drill';

/** One message in a channel, outside any incident. Said exactly once: after a lost answer it is looked for by its metadata. */
export function postOnce<Input extends { readonly channel: string }>(
  client: SlackClient,
  poster: Poster,
  build: (input: Input) => Message,
): Performer<Input> {
  return {
    leaseMs: 20_000,
    repeat: 'reconcile',
    lane: 'people',
    ...NEVER_GIVEN_UP,
    perform: async ({ id, input }, context) => {
      const where = { channel: input.channel, metadata: { event_type: EVENT_TYPE, event_payload: { effect: id } } };
      const sent = await poster.send('chat.postMessage', where, build(input), context);
      return sent.kind === 'sent' ? { kind: 'done' } : poster.later('the message', sent, context);
    },
    reconcile: async ({ id, input, createdAt }) => {
      const oldest = String(Math.floor(createdAt / 1000) - 60);
      const ts = await findByMetadata(client, 'conversations.history', { channel: input.channel, oldest }, EVENT_TYPE, { effect: id });
      return ts === null ? { kind: 'absent' } : { kind: 'landed' };
    },
  };
}
