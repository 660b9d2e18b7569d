import { z } from 'zod';
import type { EnvelopeItem } from './parse-envelope.ts';
import type { Segment } from './state.ts';
import { Timestamp } from './take-event.ts';

const CONTAINER = 'application/vnd.sentry.items.span.v2+json';

const Attribute = z.object({ value: z.unknown() });

const SpanContainer = z.object({
  version: z.literal(2),
  items: z.array(
    z.object({
      name: z.string(),
      start_timestamp: z.number(),
      end_timestamp: z.number(),
      is_segment: z.boolean(),
      attributes: z.record(z.string(), Attribute).default({}),
    }),
  ),
});

const Transaction = z.object({
  transaction: z.string(),
  start_timestamp: Timestamp,
  timestamp: Timestamp,
  release: z.string().nullish(),
  environment: z.string().nullish(),
});

/** The segments among the spans of one streamed container; null when it is not one, or holds another number of spans than it says. */
export function takeSpans(item: EnvelopeItem, payload: unknown): { spans: number; segments: readonly Segment[] } | null {
  const parsed = SpanContainer.safeParse(payload);
  if (item.header['content_type'] !== CONTAINER || !parsed.success) return null;
  const { items } = parsed.data;
  if (item.header['item_count'] !== items.length) return null;
  const segments = items
    .filter((span) => span.is_segment)
    .map((span) => {
      const read = (key: string): unknown => span.attributes[key]?.value;
      return {
        at: span.start_timestamp * 1000,
        name: textOf(read('sentry.segment.name')) ?? span.name,
        release: textOf(read('sentry.release')),
        environment: textOf(read('sentry.environment')),
        sampleRate: rateOf(read('sentry.sample_rate')),
      };
    });
  return { spans: items.length, segments };
}

/** What SDKs before version 11 send for a request. */
export function takeTransaction(payload: unknown): Segment | null {
  const parsed = Transaction.safeParse(payload);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    at: data.start_timestamp,
    name: data.transaction,
    release: data.release ?? null,
    environment: data.environment ?? null,
    sampleRate: 1,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function rateOf(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= 1 ? value : 1;
}
