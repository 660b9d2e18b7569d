import { App, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Dispatcher } from 'undici';
import { SwitchbackError } from '#domain/errors.ts';
import type { Config } from '#src/config/config.ts';
import { boltLogger } from './bolt-logger.ts';
import { httpReceiver } from './http-receiver.ts';
import { createIntake } from './intake.ts';
import { socketPair } from './socket-pair.ts';

export interface Bolt {
  readonly app: App;
  /** Rejects with a `SwitchbackError` for a refused token, and when Slack does not say hello in time. */
  start(): Promise<void>;
  /** Takes no more work, waits for the listeners that are at it, then disconnects. */
  stop(): Promise<void>;
}

export interface Patience {
  readonly startWithinMs: number;
  /** How long listeners may still take when the bot stops. */
  readonly finishWithinMs: number;
  /** `disconnect()` is reported to take five seconds and more against the real Slack; idle HTTP connections take four. */
  readonly disconnectWithinMs: number;
}

export type SlackSettings = Config['slack'] & {
  /** The way out, where that is a proxy: web sockets do not take the one that `fetch` takes. */
  readonly dispatcher?: Dispatcher | null;
};

const PATIENCE: Patience = { startWithinMs: 30_000, finishWithinMs: 5_000, disconnectWithinMs: 3_000 };
const API_TIMEOUT_MS = 10_000;

/** The Bolt app over two Socket Mode connections, or over HTTP where a signing secret and a port are configured. */
export function createBolt(slack: SlackSettings, log: Logger, patience: Patience = PATIENCE): Bolt {
  const { apiUrl, botToken, command, connection, dispatcher } = slack;
  const logger = boltLogger(log);
  const receiver =
    connection.kind === 'socket'
      ? // The receiver writes its own retry policy into the options that it is given, so they are never the app's.
        socketPair(() => ({
          appToken: connection.appToken,
          logger,
          installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
          ...(dispatcher != null && { dispatcher }),
        }))
      : httpReceiver({ signingSecret: connection.signingSecret, logger });
  const app = new App({
    token: botToken,
    receiver,
    logger,
    clientOptions: { slackApiUrl: apiUrl, timeout: API_TIMEOUT_MS, rejectRateLimitedCalls: true, retryConfig: { retries: 0 } },
    deferInitialization: true,
    convoStore: false,
  });
  const intake = createIntake(app.processEvent.bind(app), command, log);
  app.processEvent = intake.take;
  const connect = () => (connection.kind === 'http' ? app.start({ port: connection.port, host: connection.host }) : app.start());
  const disconnect = () => settledWithin(app.stop(), patience.disconnectWithinMs);

  return {
    app,
    start: async () => {
      await app.init().catch(refused('SLACK_BOT_TOKEN'));
      const { team_id: team, app_id: id } = await app.client.auth.test().catch(refused('SLACK_BOT_TOKEN'));
      if (team !== undefined) intake.belongsTo({ team, app: id ?? null });
      const connected = connect().catch(refused('SLACK_APP_TOKEN'));
      try {
        await within(connected, patience.startWithinMs);
      } catch (error) {
        // Otherwise it goes on trying to connect, for ever.
        await disconnect();
        throw error;
      }
    },
    stop: async () => {
      await intake.close(patience.finishWithinMs);
      await disconnect();
    },
  };
}

function refused(variable: string) {
  return (error: unknown): never => {
    if (!(error instanceof webApi.WebAPIPlatformError)) throw error;
    throw new SwitchbackError(
      'provider_unauthorized',
      `Slack refused ${variable} (${error.data.error}), so the bot was not connected. Copy the token from the app’s page again and restart.`,
      { cause: error },
    );
  };
}

function within<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    const message = `Slack did not open a connection within ${ms / 1000} s, so the bot was not connected. Check SLACK_APP_TOKEN and its scope connections:write.`;
    setTimeout(() => reject(new SwitchbackError('provider_unavailable', message, { retryable: true })), ms).unref();
  });
  return Promise.race([work, late]);
}

/** Whatever comes of it: there is nothing left to be done about a connection that does not close. */
async function settledWithin(work: Promise<unknown>, ms: number): Promise<void> {
  await Promise.race([Promise.allSettled([work]), new Promise((resolve) => setTimeout(resolve, ms).unref())]);
}
