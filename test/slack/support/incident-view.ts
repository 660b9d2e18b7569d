import type { Snapshot } from '#machines/choices.ts';
import type { IncidentView } from '#src/slack/incidents.ts';

export const OPENED_AT = Date.UTC(2026, 10, 20, 2, 13, 5);

/** An incident as Slack is shown it: open, in #ops, without a message yet. */
export function incidentView(snapshot: Snapshot, rest: Partial<IncidentView> = {}): IncidentView {
  const { incident, service, environment, mode } = snapshot.context;
  const isDone = snapshot.status === 'done';
  return {
    id: incident,
    service,
    environment,
    mode,
    status: isDone ? 'closed' : 'open',
    turn: 3,
    channel: 'C_OPS',
    threadTs: null,
    openedAt: OPENED_AT,
    closedAt: isDone ? OPENED_AT + 600_000 : null,
    snapshot,
    ...rest,
  };
}
