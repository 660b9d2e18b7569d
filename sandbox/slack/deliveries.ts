import { performance } from 'node:perf_hooks';
import type { JsonObject } from './blocks/block.ts';

export type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api';

export interface Envelope {
  readonly id: string;
  readonly kind: EnvelopeKind;
  readonly payload: JsonObject;
  /** Null for the first attempt. Only events are tried again. */
  readonly retry: { readonly attempt: number; readonly reason: 'http_timeout' | 'connection_failed' } | null;
}

/** One way to the app: a WebSocket, or a POST to its request URL. Exactly one of the two replies is called, at most once. */
export interface Carrier {
  readonly send: (
    envelope: Envelope,
    reply: { readonly acked: (response: unknown) => void; readonly failed: (why: string) => void },
  ) => void;
}

export interface Delivery extends Envelope {
  readonly sentAt: number;
  /** From sending to the acknowledgement, which may have come after the deadline; null while there is none. */
  readonly latencyMs: number | null;
  /** `operation_timeout`: not acknowledged in time. `dispatch_failed`: it did not reach the app, or the app refused it. */
  readonly outcome: 'waiting' | 'acked' | 'operation_timeout' | 'dispatch_failed';
  readonly response: unknown;
  readonly why: string | null;
}

export interface Deliveries {
  readonly all: readonly Delivery[];
  /** Sends once and resolves when the app acknowledged or the deadline passed. */
  readonly deliver: (kind: EnvelopeKind, payload: JsonObject, retry?: Envelope['retry']) => Promise<Delivery>;
  /** Fails everything that still waits for its acknowledgement. */
  readonly close: () => void;
}

export interface DeliveriesOptions {
  readonly carrier: Carrier;
  readonly deadlineMs: number;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  readonly ackIsLost: () => boolean;
  readonly changed: () => void;
}

export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const all: Delivery[] = [];
  const giveUps = new Set<() => void>();
  return {
    all,
    deliver: (kind, payload, retry = null) => {
      const { promise, resolve } = Promise.withResolvers<Delivery>();
      const started = performance.now();
      const index = all.length;
      const envelope = { id: options.newId('envelope-'), kind, payload, retry };
      let delivery: Delivery = { ...envelope, sentAt: options.now(), latencyMs: null, outcome: 'waiting', response: null, why: null };
      all.push(delivery);

      const settle = (change: Partial<Delivery>) => {
        clearTimeout(deadline);
        giveUps.delete(giveUp);
        delivery = { ...delivery, ...change };
        all[index] = delivery;
        resolve(delivery);
        options.changed();
      };
      const deadline = setTimeout(() => settle({ outcome: 'operation_timeout' }), options.deadlineMs);
      const giveUp = () => settle({ outcome: 'dispatch_failed', why: 'the local Slack was closed' });
      giveUps.add(giveUp);
      options.carrier.send(envelope, {
        acked: (response) => {
          if (options.ackIsLost()) return;
          const latencyMs = performance.now() - started;
          settle(delivery.outcome === 'waiting' ? { outcome: 'acked', response, latencyMs } : { latencyMs });
        },
        failed: (why) => {
          if (delivery.outcome === 'waiting') settle({ outcome: 'dispatch_failed', why });
        },
      });
      return promise;
    },
    close: () => {
      for (const giveUp of giveUps) giveUp();
    },
  };
}
