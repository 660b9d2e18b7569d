import type { SlackClient } from '../connection/slack-client.ts';

interface Page {
  readonly messages?: readonly {
    readonly ts?: string;
    readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
  }[];
  readonly has_more?: boolean;
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** Finds a message of ours again after a lost answer. Null when every page was read and it is in none. */
export async function findByMetadata(
  client: SlackClient,
  method: 'conversations.history' | 'conversations.replies',
  where: { readonly channel: string; readonly ts?: string; readonly oldest?: string },
  eventType: string,
  payload: Readonly<Record<string, string>>,
): Promise<string | null> {
  let cursor: string | undefined;
  do {
    const page = (await client.apiCall(method, {
      ...where,
      include_all_metadata: true,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    })) as Page;
    const found = page.messages?.find(
      ({ metadata }) =>
        metadata?.event_type === eventType &&
        Object.entries(payload).every(([key, value]) => Reflect.get(metadata.event_payload ?? {}, key) === value),
    );
    if (found?.ts !== undefined) return found.ts;
    cursor = page.response_metadata?.next_cursor === '' ? undefined : page.response_metadata?.next_cursor;
  } while (cursor !== undefined);
  return null;
}
