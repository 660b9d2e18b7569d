import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { freePort } from '#sandbox/children/free-port.ts';
import type { Slack, SlackOptions } from '#sandbox/slack/start-slack.ts';
import type { Config } from '#src/config/config.ts';
import { createBolt, type Bolt, type Patience } from '#src/slack/connection/create-bolt.ts';
import { localSlack } from './local-slack.ts';

export const PATIENCE: Patience = { startWithinMs: 20_000, finishWithinMs: 5_000, disconnectWithinMs: 1_000 };

export interface Connected {
  readonly slack: Slack;
  readonly bolt: Bolt;
  /** Every line that was logged. */
  readonly log: readonly string[];
}

export function boltFor(
  slack: Slack,
  change: Partial<Config['slack']> = {},
  patience: Partial<Patience> = {},
): { readonly bolt: Bolt; readonly log: string[] } {
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const settings: Config['slack'] = {
    apiUrl: slack.apiUrl,
    botToken: slack.botToken,
    command: '/rollback',
    connection: { kind: 'socket', appToken: slack.appToken },
    ...change,
  };
  const bolt = createBolt(settings, logger, { ...PATIENCE, ...patience });
  onTestFinished(() => bolt.stop());
  return { bolt, log };
}

/** The bot's own way to Slack, connected; `register` adds what listens. Stopped when the test ends. */
export async function connected(register: (bolt: Bolt, slack: Slack) => void, patience: Partial<Patience> = {}): Promise<Connected> {
  const slack = await localSlack();
  const { bolt, log } = boltFor(slack, {}, patience);
  register(bolt, slack);
  await bolt.start();
  return { slack, bolt, log };
}

/** The same over HTTP with signed requests. */
export async function connectedOverHttp(register: (bolt: Bolt) => void, options: Partial<SlackOptions> = {}): Promise<Connected> {
  const port = await freePort();
  const slack = await localSlack({ requestUrl: `http://127.0.0.1:${port}/slack/events`, ...options });
  const { bolt, log } = boltFor(slack, { connection: { kind: 'http', signingSecret: 'sandbox-signing-secret', port, host: '127.0.0.1' } });
  register(bolt);
  await bolt.start();
  return { slack, bolt, log };
}
