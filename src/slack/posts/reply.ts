import type { PerformContext } from '#src/engine/performer.ts';
import { context as smallPrint, type Message } from '../block-kit.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { IncidentView, Incidents } from '../incidents.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { places, unlessUnreadable } from './places.ts';
import type { Poster, Sent, Where } from './poster.ts';

const EVENT_TYPE = 'switchback_said';
/** The engine wakes what waits as soon as the incident has its message; this is only for when it does not. */
const THREAD_WAIT_MS = 60_000;

export const NO_THREAD = { kind: 'again', afterMs: THREAD_WAIT_MS, why: 'The incident has no thread yet.' } as const;
export const NO_INCIDENT = { kind: 'failed', why: 'The incident is not in the store any more.' } as const;

/** An incident that has its message. */
export type Threaded = IncidentView & { readonly threadTs: string };

export function hasThread(incident: IncidentView): incident is Threaded {
  return incident.threadTs !== null;
}

/** Replies in the incident's thread; where that or its channel takes nothing any more, beside it with the incident's name. */
export async function reply(
  { poster, incidents }: { readonly poster: Poster; readonly incidents: Incidents },
  incident: Threaded,
  { effect, message, isBroadcast = false }: { readonly effect: string; readonly message: Message; readonly isBroadcast?: boolean },
  context: PerformContext,
): Promise<Sent> {
  const beside = { ...message, blocks: [smallPrint(`${incident.service} · ${incident.id}`), ...message.blocks] };
  const metadata = { event_type: EVENT_TYPE, event_payload: { effect } };
  const post = (where: Omit<Where, 'metadata'>, what: Message) => poster.send('chat.postMessage', { ...where, metadata }, what, context);

  const [here, ...others] = places(incident, incidents);
  let sent: Sent = await post(
    { channel: here, thread_ts: incident.threadTs, ...(isBroadcast ? { reply_broadcast: true as const } : {}) },
    message,
  );
  if (refuses(sent, 'thread')) sent = await post({ channel: here }, beside);
  for (const place of others) if (refuses(sent, 'place')) sent = await post({ channel: place }, beside);
  return sent;
}

/** Whether the reply of this effect stands somewhere. */
export async function isReplied(
  { client, incidents }: { readonly client: SlackClient; readonly incidents: Incidents },
  incident: Threaded,
  { effect, createdAt }: { readonly effect: string; readonly createdAt: number },
): Promise<boolean> {
  const find = (method: 'conversations.history' | 'conversations.replies', where: { channel: string; ts?: string; oldest?: string }) =>
    findByMetadata(client, method, where, EVENT_TYPE, { effect });
  const { channel, threadTs: ts } = incident;
  if ((await unlessUnreadable(channel, find('conversations.replies', { channel, ts }))) !== null) return true;
  const oldest = String(Math.floor(createdAt / 1000) - 60);
  for (const place of places(incident, incidents)) {
    if ((await unlessUnreadable(place, find('conversations.history', { channel: place, oldest }))) !== null) return true;
  }
  return false;
}

function refuses(sent: Sent, about: 'thread' | 'place'): boolean {
  return sent.kind === 'refused' && sent.about === about;
}
