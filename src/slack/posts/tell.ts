import type { SlackClient } from '../connection/slack-client.ts';
import type { Incidents } from '../incidents.ts';
import { inMode } from '../in-mode.ts';
import { notSo } from '../messages/private-answer.ts';
import { refusalOf } from './slack-failure.ts';
import type { Does } from '#src/effects/does.ts';

const PAUSE_MS = 1_000;

/** Said to one person only. Slack keeps no such message, so it cannot be looked for: after a lost answer it is said once more. */
export function tell(client: SlackClient, incidents: Incidents): Does<'tell'> {
  return {
    leaseMs: 20_000,
    repeat: 'safe',
    lane: 'people',
    maxAttempts: 3,
    perform: async ({ incident: incidentId, input: { to, step, read } }, { beforeSend }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null) return { kind: 'failed', why: 'The incident is not in the store any more.' };
      const thread = incident.threadTs === null ? {} : { thread_ts: incident.threadTs };
      const text = inMode(incident.mode, notSo(step, read));
      beforeSend();
      try {
        await client.chat.postEphemeral({ channel: incident.channel, user: to, text, ...thread });
        return { kind: 'done' };
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.kind === 'refused') return { kind: 'failed', why: `Slack refused the private answer: ${refusal.code}.` };
        return { kind: 'again', afterMs: refusal.afterMs ?? PAUSE_MS, why: refusal.why };
      }
    },
  };
}
