import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { isForeign, type Home } from './is-foreign.ts';
import { failed, lastWord, NOT_MINE, RESTARTING } from './last-word.ts';

type Take = App['processEvent'];
type Arrival = Parameters<Take>[0];

export interface Intake {
  /** Takes one payload: counted while it is worked on, and never left without an acknowledgement. */
  readonly take: Take;
  /** From now on payloads for other installations and apps are refused. */
  readonly belongsTo: (home: Home) => void;
  /** From now on every payload is answered that the bot restarts. Resolves when none is in work, or after `withinMs`. */
  readonly close: (withinMs: number) => Promise<void>;
}

const SAY_WITHIN_MS = 5_000;
/** Slack waits 3 s for an acknowledgement; what a later one says is read by nobody. */
const READ_WITHIN_MS = 2_500;

/**
 * Stands before Bolt's dispatch. A payload that no listener takes, or whose listener throws, would be silence over Socket Mode: Slack
 * shows a spinner and then a warning. Here whoever sent it gets one private sentence instead.
 */
export function createIntake(process: Take, command: string, log: Logger): Intake {
  const inWork = new Set<Promise<void>>();
  let closed = false;
  let home: Home | null = null;

  async function work(arrival: Arrival): Promise<void> {
    if (home !== null && isForeign(arrival.body, home)) {
      log.warn({ home, team: arrival.body['team_id'], app: arrival.body['api_app_id'] }, 'a payload for another installation was refused');
      return await arrival.ack();
    }
    const tooLate = closed;
    const arrived = performance.now();
    let acknowledged = false;
    const ack: Arrival['ack'] = async (response) => {
      await arrival.ack(response);
      acknowledged = true;
    };
    // The error itself is reported by Bolt's error handler.
    const failure = tooLate
      ? null
      : await process({ ...arrival, ack }).then(
          () => null,
          (error: unknown) => ({ sentence: failed(error) }),
        );
    const wasAcknowledged = acknowledged;
    if (wasAcknowledged && failure === null) return;

    const { acknowledgement, instead } = lastWord(arrival.body, (tooLate ? RESTARTING : (failure?.sentence ?? NOT_MINE))(command));
    const about = { type: arrival.body['type'] ?? arrival.body['command'], failed: failure !== null, tooLate };
    log.warn(about, 'a payload from Slack was not answered');
    if (!wasAcknowledged) await ack(acknowledgement).catch((error: unknown) => log.warn({ err: error }, 'an acknowledgement was lost'));
    const inTime = performance.now() - arrived < READ_WITHIN_MS;
    const isRead = acknowledged && !wasAcknowledged && acknowledgement !== undefined && inTime;
    if (isRead || instead === null) return;
    // Such an address lives for half an hour at most, and there is no other way to say it.
    await post(instead.url, instead.body).catch((error: unknown) => log.warn({ err: error }, 'a private sentence could not be said'));
  }

  return {
    belongsTo: (found) => {
      home = found;
    },
    take: async (arrival) => {
      const working = work(arrival).catch((error: unknown) => log.error({ err: error }, 'an answer did not reach Slack'));
      inWork.add(working);
      await working;
      inWork.delete(working);
    },
    close: async (withinMs) => {
      closed = true;
      const deadline = new Promise((resolve) => setTimeout(resolve, withinMs).unref());
      await Promise.race([Promise.all(inWork), deadline]);
    },
  };
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SAY_WITHIN_MS),
  });
  if (!answer.ok) throw new Error(`Slack answered a private sentence with HTTP ${answer.status}`);
}
