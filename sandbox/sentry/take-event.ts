import { z } from 'zod';
import type { SentryEvent, State, Tag } from './state.ts';

/** Seconds since the epoch, or ISO 8601. */
export const Timestamp = z.union([
  z.number().transform((seconds) => seconds * 1000),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const EventPayload = z.object({
  event_id: z.string().regex(/^[0-9a-f]{32}$/i),
  timestamp: Timestamp.optional(),
  level: z.enum(['fatal', 'error', 'warning', 'info', 'debug']).optional(),
  release: z.string().nullish(),
  environment: z.string().nullish(),
  server_name: z.string().nullish(),
  transaction: z.string().nullish(),
  message: z.union([z.string(), z.object({ formatted: z.string().optional(), message: z.string().optional() })]).nullish(),
  logentry: z.object({ formatted: z.string().optional(), message: z.string().optional() }).nullish(),
  exception: z
    .union([
      z.array(z.object({ type: Scalar.nullish(), value: Scalar.nullish() })),
      z.object({ values: z.array(z.object({ type: Scalar.nullish(), value: Scalar.nullish() })) }),
    ])
    .nullish(),
  fingerprint: z.array(Scalar).nullish(),
  tags: z.union([z.record(z.string(), Scalar.nullish()), z.array(z.tuple([z.string(), Scalar.nullish()]))]).nullish(),
});

type EventPayload = z.infer<typeof EventPayload>;

/** The event as Sentry would store it; null when it is not one. Groups are opened in the order of arrival. */
export function takeEvent(state: State, payload: unknown): SentryEvent | null {
  const parsed = EventPayload.safeParse(payload);
  if (!parsed.success) return null;
  const event = parsed.data;
  const exception = exceptionOf(event);
  const message = messageOf(event);
  const title =
    exception === null ? message || '<unlabeled event>' : exception.value === '' ? exception.type : `${exception.type}: ${exception.value}`;
  const receivedAt = state.now();
  return {
    id: event.event_id.toLowerCase(),
    type: exception === null ? 'default' : 'error',
    at: event.timestamp ?? receivedAt,
    receivedAt,
    level: event.level ?? 'error',
    title,
    message,
    culprit: event.transaction ?? '',
    exception,
    release: event.release ?? null,
    environment: event.environment ?? null,
    transaction: event.transaction ?? null,
    serverName: event.server_name ?? null,
    tags: tagsOf(event),
    shortId: shortIdOf(state, groupingKey(event, title)),
  };
}

/** The last of a chain is the one that was thrown. */
function exceptionOf(event: EventPayload): { type: string; value: string } | null {
  const values = Array.isArray(event.exception) ? event.exception : (event.exception?.values ?? []);
  const thrown = values.at(-1);
  return thrown === undefined ? null : { type: thrown.type ?? 'Error', value: thrown.value ?? '' };
}

function messageOf(event: EventPayload): string {
  const message = event.message ?? event.logentry;
  if (typeof message === 'string') return message;
  return message?.formatted ?? message?.message ?? '';
}

function groupingKey(event: EventPayload, title: string): string {
  const fingerprint = event.fingerprint ?? ['{{ default }}'];
  return JSON.stringify(fingerprint.map((part) => (part.replaceAll(' ', '') === '{{default}}' ? title : part)));
}

function shortIdOf(state: State, key: string): string {
  const known = state.groups.get(key);
  if (known !== undefined) return known;
  const shortId = `${state.identity.project.toUpperCase()}-${state.groups.size + 1}`;
  state.groups.set(key, shortId);
  return shortId;
}

/** Sentry tells an event's own attributes among its tags too. */
function tagsOf(event: EventPayload): readonly Tag[] {
  const given = Array.isArray(event.tags) ? event.tags : Object.entries(event.tags ?? {});
  const own: [string, string | null | undefined][] = [
    ['level', event.level ?? 'error'],
    ['environment', event.environment],
    ['release', event.release],
    ['server_name', event.server_name],
    ['transaction', event.transaction],
  ];
  const all = new Map([...given, ...own].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  return Array.from(all, ([key, value]) => ({ key, value }));
}
