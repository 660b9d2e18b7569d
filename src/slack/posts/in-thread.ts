import type { PerformContext, Performer } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { Incidents } from '../incidents.ts';
import { NEVER_GIVEN_UP, type Poster } from './poster.ts';
import { hasThread, isReplied, NO_INCIDENT, NO_THREAD, reply, type Threaded } from './reply.ts';

export interface ThreadParts {
  readonly client: SlackClient;
  readonly poster: Poster;
  readonly incidents: Incidents;
}

interface Words<Input> {
  readonly leaseMs: number;
  /** What it is called where Slack refuses it: `the reply`. */
  readonly what: string;
  readonly write: (
    incident: Threaded,
    input: Input,
    context: PerformContext,
  ) => Promise<{ readonly message: Message; readonly isBroadcast?: boolean }>;
}

/** One reply in the incident's thread. Said exactly once: after a lost answer it is looked for by its metadata. */
export function inThread<Input>(
  { client, poster, incidents }: ThreadParts,
  { leaseMs, what, write }: Words<Input>,
): Performer<Input, never> {
  return {
    leaseMs,
    repeat: 'reconcile',
    lane: 'people',
    resource: (_, incident) => `thread:${incident}`,
    ...NEVER_GIVEN_UP,
    perform: async ({ id: effect, incident: incidentId, input }, context) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null) return NO_INCIDENT;
      if (!hasThread(incident)) return NO_THREAD;
      const words = await write(incident, input, context);
      const sent = await reply({ poster, incidents }, incident, { effect, ...words }, context);
      return sent.kind === 'sent' ? { kind: 'done' } : poster.later(what, sent, context);
    },
    reconcile: async ({ id: effect, incident: incidentId, createdAt }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null || !hasThread(incident)) return { kind: 'absent' };
      return (await isReplied({ client, incidents }, incident, { effect, createdAt })) ? { kind: 'landed' } : { kind: 'absent' };
    },
  };
}
