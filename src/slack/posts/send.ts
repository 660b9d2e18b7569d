import type { Message } from '../block-kit.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import { refusalOf, type Refusal } from './slack-failure.ts';

/** `channel` is where it stands: a message to a person stands in a channel of its own. */
export type Sent = { readonly kind: 'sent'; readonly ts: string; readonly channel: string } | Refusal;

interface Where {
  readonly channel: string;
  readonly thread_ts?: string;
  readonly ts?: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: Readonly<Record<string, string>> };
}

/** Refusals of how a message looks, not of the message. */
const REFUSES_BLOCKS: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

/** Sends a message once; where its blocks are refused, the same once more in the oldest blocks. Throws where it may have been said. */
export async function send(
  client: SlackClient,
  method: 'chat.postMessage' | 'chat.update',
  where: Where,
  { text, blocks, classic }: Message,
): Promise<Sent> {
  const sent = await attempt(client, method, { ...where, text, blocks });
  if (classic === undefined || sent.kind !== 'refused' || !REFUSES_BLOCKS.has(sent.code)) return sent;
  return attempt(client, method, { ...where, text, blocks: classic });
}

async function attempt(client: SlackClient, method: string, content: object): Promise<Sent> {
  const unfurled = method === 'chat.postMessage' ? { unfurl_links: false, unfurl_media: false } : {};
  try {
    const answer = await client.apiCall(method, { ...content, ...unfurled });
    return { kind: 'sent', ts: String(Reflect.get(answer, 'ts')), channel: String(Reflect.get(answer, 'channel')) };
  } catch (error) {
    return refusalOf(error);
  }
}

/** Why something was not said, for the log and the ledger. */
export function notSaid(what: string, { code }: Extract<Sent, { kind: 'refused' }>): string {
  return `Slack refused ${what}: ${code}.`;
}
