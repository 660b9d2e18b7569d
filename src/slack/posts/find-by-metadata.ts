import { z } from 'zod';
import type { SlackClient } from '../connection/slack-client.ts';

/** An answer without a list is no empty list. */
const Page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .partial()
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string() }).partial().optional(),
});

/** Finds a message of ours again after a lost answer. Null when every page was read and it is in none. */
export async function findByMetadata(
  client: SlackClient,
  method: 'conversations.history' | 'conversations.replies',
  where: { readonly channel: string; readonly ts?: string; readonly oldest?: string },
  eventType: string,
  payload: Readonly<Record<string, string>>,
): Promise<string | null> {
  let cursor = '';
  do {
    const at = cursor === '' ? {} : { cursor };
    const page = Page.parse(await client.apiCall(method, { ...where, include_all_metadata: true, limit: 200, ...at }));
    const found = page.messages.find(
      ({ metadata }) =>
        metadata?.event_type === eventType && Object.entries(payload).every(([key, value]) => metadata.event_payload?.[key] === value),
    );
    if (found !== undefined) return found.ts;
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return null;
}
