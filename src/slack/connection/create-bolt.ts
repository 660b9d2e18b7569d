import { App, HTTPReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Config } from '#src/config/config.ts';
import { boltLogger } from './bolt-logger.ts';
import { socketPair } from './socket-pair.ts';

export interface Bolt {
  readonly app: App;
  /** Rejects with a clear error for a refused token, and when Slack does not say hello in time. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 30_000;
const API_TIMEOUT_MS = 10_000;
const BODY_LIMIT = 1_000_000;

/** The Bolt app over two Socket Mode connections, or over HTTP where a signing secret and a port are configured. */
export function createBolt(slack: Config['slack'], log: Logger): Bolt {
  const { apiUrl, botToken, connection } = slack;
  const logger = boltLogger(log);
  const receiver =
    connection.kind === 'socket'
      ? // The receiver writes its own retry policy into the options that it is given, so they are never the app's.
        socketPair(() => ({ appToken: connection.appToken, logger, installerOptions: { clientOptions: { slackApiUrl: apiUrl } } }))
      : new HTTPReceiver({ signingSecret: connection.signingSecret, port: connection.port, logger, bodyLimit: BODY_LIMIT });
  const app = new App({
    token: botToken,
    receiver,
    logger,
    clientOptions: { slackApiUrl: apiUrl, timeout: API_TIMEOUT_MS, rejectRateLimitedCalls: true, retryConfig: { retries: 0 } },
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
  });
  return {
    app,
    start: async () => {
      await app.init();
      const started = connection.kind === 'http' ? app.start(connection.port) : app.start();
      await within(
        started,
        START_WITHIN_MS,
        'Slack did not open a connection within 30 s. Check SLACK_APP_TOKEN and its scope connections:write.',
      );
    },
    stop: async () => {
      await app.stop();
    },
  };
}

function within<Value>(work: Promise<Value>, ms: number, message: string): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(message)), ms).unref();
  });
  return Promise.race([work, late]);
}
