import type { JsonObject } from './blocks/block.ts';
import type { Deliveries } from './deliveries.ts';
import type { Workspace } from './workspace.ts';

export interface Events {
  /** Sends the event if the manifest subscribes to `name`, and again while the app does not acknowledge it. */
  readonly emit: (name: string, event: JsonObject) => void;
  readonly close: () => void;
}

export function createEvents(workspace: Workspace, deliveries: Deliveries, retryDelaysMs: readonly number[]): Events {
  const subscribed = new Set(workspace.manifest.settings.event_subscriptions?.bot_events ?? []);
  const retries = new Set<NodeJS.Timeout>();
  let closed = false;

  async function attempt(payload: JsonObject, number: number, reason: 'http_timeout' | 'connection_failed' | null): Promise<void> {
    const delivery = await deliveries.deliver('events_api', payload, reason === null ? null : { attempt: number, reason });
    const delay = retryDelaysMs[number];
    if (delivery.outcome === 'acked' || delay === undefined || closed) return;
    const why = delivery.outcome === 'operation_timeout' ? 'http_timeout' : 'connection_failed';
    const retry = setTimeout(() => {
      retries.delete(retry);
      void attempt(payload, number + 1, why);
    }, delay);
    retries.add(retry);
  }

  return {
    emit: (name, event) => {
      if (!subscribed.has(name)) return;
      const payload = {
        type: 'event_callback',
        token: 'sandbox-verification-token',
        team_id: workspace.team.id,
        api_app_id: workspace.app.id,
        event: { ...event, event_ts: workspace.newTs() },
        event_id: workspace.newId('Ev'),
        event_time: Math.floor(workspace.now() / 1000),
        authorizations: [{ team_id: workspace.team.id, user_id: workspace.app.botUserId, is_bot: true, is_enterprise_install: false }],
      };
      void attempt(payload, 0, null);
    },
    close: () => {
      closed = true;
      for (const retry of retries) clearTimeout(retry);
    },
  };
}
