import type { Saying } from '#machines/effects.ts';
import type { Performer } from '#src/engine/performer.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { Incidents } from '../incidents.ts';
import { saying } from '../messages/saying.ts';
import { findByMetadata } from './find-by-metadata.ts';
import { notSaid, send } from './send.ts';

const EVENT_TYPE = 'switchback_said';
/** Posting waits for the incident's first message this long between looks. */
const THREAD_POLL_MS = 100;

/** One reply in the incident's thread. Said exactly once: after a lost answer it is looked for by its metadata. */
export function say(client: SlackClient, incidents: Incidents): Performer<Saying> {
  return {
    leaseMs: 20_000,
    repeat: 'reconcile',
    maxAttempts: 1000,
    perform: async ({ id, incident: incidentId, input }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null) return { kind: 'failed', why: 'The incident is not in the store any more.' };
      if (incident.threadTs === null) return { kind: 'again', afterMs: THREAD_POLL_MS, why: 'The incident has no thread yet.' };
      const journal = input.what === 'closing' ? await incidents.journal(incident.id) : [];
      const where = {
        channel: incident.channel,
        thread_ts: incident.threadTs,
        ...(isForTheChannel(input) ? { reply_broadcast: true } : {}),
        metadata: { event_type: EVENT_TYPE, event_payload: { effect: id } },
      };
      const sent = await send(client, 'chat.postMessage', where, saying(input, incident.mode, journal));
      if (sent.kind === 'refused') return { kind: 'failed', why: notSaid('the reply', sent) };
      return sent.kind === 'sent' ? { kind: 'done' } : sent;
    },
    reconcile: async ({ id, incident: incidentId }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident?.threadTs == null) return { kind: 'absent' };
      const where = { channel: incident.channel, ts: incident.threadTs };
      const found = await findByMetadata(client, 'conversations.replies', where, EVENT_TYPE, { effect: id });
      return found === null ? { kind: 'absent' } : { kind: 'landed' };
    },
  };
}

/** Whoever does not follow the thread must hear too that it is over, and that it is not. */
function isForTheChannel(said: Saying): boolean {
  return said.what === 'recovery' && (said.relapse !== undefined || said.evidence[0]?.verdict === 'supports');
}
