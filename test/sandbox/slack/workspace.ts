import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt';
import type { Message } from '#sandbox/slack/message.ts';
import { type Slack, type SlackOptions, startSlack } from '#sandbox/slack/start-slack.ts';
import { onTestFinished } from 'vitest';

export const SCOPES = [
  'commands',
  'chat:write',
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'im:write',
  'im:read',
  'im:history',
  'users:read',
  'usergroups:read',
  'files:write',
  'reactions:write',
  'pins:write',
];

export function manifest(scopes: readonly string[] = SCOPES): object {
  return {
    display_information: { name: 'Lighthouse' },
    features: {
      app_home: { messages_tab_enabled: true },
      bot_user: { display_name: 'lighthouse' },
      slash_commands: [{ command: '/beam', description: 'Turn the light', should_escape: true }],
      shortcuts: [
        { name: 'Log this', type: 'message', callback_id: 'log_this', description: 'Write it into the log' },
        { name: 'Open log', type: 'global', callback_id: 'open_log', description: 'Show the log' },
      ],
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      interactivity: { is_enabled: true },
      event_subscriptions: { bot_events: ['app_mention', 'message.channels', 'subteam_members_changed'] },
      socket_mode_enabled: true,
    },
  };
}

/** Ada and Bob in #ops with the app; #empty without it; #secret without it and private. Closed when the test ends. */
export async function workspace(overrides: Partial<SlackOptions> = {}): Promise<Slack> {
  const slack = await startSlack({
    manifest: manifest(),
    users: [
      { id: 'U_ADA', name: 'ada' },
      { id: 'U_BOB', name: 'bob' },
    ],
    channels: [
      { id: 'C_OPS', name: 'ops', members: ['U_ADA', 'U_BOB'] },
      { id: 'C_EMPTY', name: 'empty', members: ['U_ADA'], withoutApp: true },
      { id: 'C_SECRET', name: 'secret', members: ['U_ADA'], isPrivate: true, withoutApp: true },
    ],
    userGroups: [{ id: 'S_KEEPERS', handle: 'keepers', users: ['U_ADA'] }],
    rateLimits: 'off',
    ...overrides,
  });
  onTestFinished(() => slack.close());
  return slack;
}

/** A Web API client that tries once and reports everything. */
export function client(slack: Slack, token: string = slack.botToken): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet(),
  });
}

/** Posts as the app into #ops unless told otherwise, and gives back what stands there then. */
export async function post(slack: Slack, args: Readonly<Record<string, unknown>>): Promise<Message> {
  const web = client(slack);
  const answer: webApi.ChatPostMessageResponse = await web.apiCall('chat.postMessage', { channel: 'C_OPS', ...args });
  const posted = slack.thread(answer.channel ?? '', answer.message?.thread_ts ?? answer.ts ?? '').find((one) => one.ts === answer.ts);
  if (posted === undefined) throw new Error('nothing was posted');
  return posted;
}

/** Slack's word for why the call was refused. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const answer: unknown = await call.then(
    () => 'not refused',
    (error: unknown) => error,
  );
  if (answer instanceof webApi.WebAPIPlatformError) return answer.data.error;
  throw answer instanceof Error ? answer : new Error(String(answer));
}

export function socketReceiver(slack: Slack): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet(),
    clientPingTimeout: 1000,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
}

/** A Bolt app on one Socket Mode connection, started; stopped when the test ends. */
export async function socketApp(slack: Slack, register: (app: App) => void = () => {}): Promise<App> {
  const app = boltApp(slack, socketReceiver(slack));
  register(app);
  await app.init();
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/** A Bolt app that listens for signed requests on the port. */
export async function httpApp(slack: Slack, port: number, register: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: quiet(), unhandledRequestTimeoutMillis: 1000 });
  const app = boltApp(slack, receiver);
  register(app);
  await app.init();
  await app.start({ port, host: '127.0.0.1' });
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

function boltApp(slack: Slack, receiver: SocketModeReceiver | HTTPReceiver): App {
  return new App({
    token: slack.botToken,
    receiver,
    logger: quiet(),
    deferInitialization: true,
    convoStore: false,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
}

function quiet(): Logger {
  const silent = () => {};
  return { debug: silent, info: silent, warn: silent, error: silent, setLevel: silent, getLevel: () => LogLevel.ERROR, setName: silent };
}
