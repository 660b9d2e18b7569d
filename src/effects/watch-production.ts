import type { Switch } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { Performer } from '#src/engine/performer.ts';
import { heartbeatId } from './heartbeat-id.ts';
import type { EffectParts, ServiceParts } from './parts.ts';

/**
 * From the first moment on: a test event through the error tracker, so that its delay is known before it matters, and a look at
 * whether somebody turned auto-assignment on. Neither blocks anything: what cannot be read is unknown.
 */
export function watchProduction(parts: EffectParts): Performer<{ incident: string; service: string; heartbeat: number }> {
  return {
    leaseMs: 30_000,
    repeat: 'safe',
    maxAttempts: 1,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(service.config.factTimeoutMs)]);
      const sentAt = now();
      const [sent, autoAssignment] = await Promise.all([
        orElse(
          false,
          service.errors.sendHeartbeat(heartbeatId(input.incident, input.heartbeat), input.incident, deadline).then(() => true),
        ),
        readSwitch(service, deadline),
      ]);
      const heartbeat = sent ? { number: input.heartbeat, sentAt } : null;
      return { kind: 'done', event: { type: 'production.watched', autoAssignment, heartbeat } };
    },
  };
}

function readSwitch({ deploys }: ServiceParts, signal: AbortSignal): Promise<Switch> {
  return orElse<Switch>(
    'unknown',
    deploys.production(signal).then(({ autoAssignment }) => autoAssignment),
  );
}

/** A source that fails is unknown; a mistake of our own is not hidden. */
async function orElse<Value>(unknown: Value, read: Promise<Value>): Promise<Value> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof SwitchbackError || (error instanceof DOMException && error.name !== 'SyntaxError')) return unknown;
    throw error;
  }
}
