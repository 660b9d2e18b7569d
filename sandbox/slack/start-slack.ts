import type { IncomingMessage, ServerResponse } from 'node:http';
import { administration, type Administration } from './administration.ts';
import { createDeliveries, type Delivery } from './deliveries.ts';
import { createEvents } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import type { State } from './field-state.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { grantedScopes, manifestSchema } from './manifest.ts';
import type { Message } from './message.ts';
import { createPerson, type Person } from './person.ts';
import { createRateLimiter, type RateLimits } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { requestUrlCarrier } from './request-url.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createTriggers } from './triggers.ts';
import { storeUpload } from './uploads.ts';
import { waitFor } from './wait-for.ts';
import { answerCall, type Call } from './web-api.ts';
import { BOT_USER, type Channel, createWorkspace, type UploadedFile, type User, type UserGroup, type View } from './workspace.ts';

export interface SlackOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** An app manifest as an object. Its scopes are all granted, optional ones too. */
  readonly manifest: unknown;
  readonly users: readonly User[];
  /** `members` are people; the app is in the channel too unless `withoutApp`. */
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly members: readonly string[];
    readonly isPrivate?: boolean;
    /** A direct message: between the person and the app, or with `withoutApp` between people. */
    readonly isDirect?: boolean;
    readonly withoutApp?: boolean;
  }[];
  readonly userGroups?: readonly UserGroup[];
  readonly rateLimits?: RateLimits;
  /** Milliseconds since the epoch, for everything that expires. Deadlines of acknowledgements and retries run in real time. */
  readonly now?: () => number;
  /** HTTP mode: where commands, clicks and events are posted. Without it they go over Socket Mode. */
  readonly requestUrl?: string;
  readonly signingSecret?: string;
  /** The name under which web sockets are to be opened, for a bot behind a proxy that knows it. */
  readonly host?: string;
  readonly ackDeadlineMs?: number;
  readonly eventRetryDelaysMs?: readonly number[];
}

export interface Slack extends Administration {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly botUserId: string;
  readonly person: (userId: string) => Person;
  /** What everyone in the channel sees at its top level, oldest first. */
  readonly messages: (channel: string) => readonly Message[];
  /** The root and its replies, oldest first; empty where there is no such root. */
  readonly thread: (channel: string, ts: string) => readonly Message[];
  readonly ephemerals: (userId: string) => readonly Message[];
  /** The modal on top of what the person has open. */
  readonly openView: (userId: string) => View | null;
  readonly files: () => readonly UploadedFile[];
  readonly waitFor: <Found>(description: string, look: () => Found | null | undefined | false, timeoutMs?: number) => Promise<Found>;
  readonly onChange: (listener: () => void) => () => void;
  readonly connections: () => number;
  readonly calls: readonly Call[];
  readonly deliveries: readonly Delivery[];
  /** Everything that was asked for and does not exist here. */
  readonly unexpected: readonly string[];
  readonly faults: Faults & Pick<SocketMode, 'disconnect' | 'cut'>;
  readonly close: () => Promise<void>;
}

const BOT_TOKEN = 'xoxb-sandbox';
const APP_TOKEN = 'xapp-sandbox';

/** A local Slack on 127.0.0.1 with one workspace and one installed app, as strict as the real one where the app can notice. */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const now = options.now ?? Date.now;
  const signingSecret = options.signingSecret ?? 'sandbox-signing-secret';
  const ackDeadlineMs = options.ackDeadlineMs ?? 3000;
  const unexpected: string[] = [];
  const calls: Call[] = [];
  let origin = '';

  const workspace = createWorkspace({
    manifest: manifestSchema.parse(options.manifest),
    users: options.users,
    channels: options.channels.map(channelFrom),
    userGroups: options.userGroups ?? [],
    now,
  });
  const note = (what: string) => {
    unexpected.push(what);
    workspace.changed();
  };
  const faults = createFaults();
  const { newId, changed } = workspace;
  const triggers = createTriggers(now, newId);
  const surface = () => ({ acceptsNewerBlocks: faults.acceptsNewBlocks(), newId: () => newId('id') });
  const responseUrls = createResponseUrls(workspace, surface, () => origin);
  const socketMode = createSocketMode({
    host: options.host ?? null,
    appId: workspace.app.id,
    origin: () => origin,
    newId,
    saysHello: faults.saysHello,
    unexpected: note,
    changed,
  });
  const carrier =
    options.requestUrl === undefined
      ? socketMode.carrier
      : requestUrlCarrier({ requestUrl: options.requestUrl, signingSecret, deadlineMs: ackDeadlineMs });
  const deliveries = createDeliveries({ carrier, deadlineMs: ackDeadlineMs, now, newId, ackIsLost: faults.takeLostAck, changed });
  const events = createEvents(workspace, deliveries, options.eventRetryDelaysMs ?? [0, 60_000, 300_000]);
  const tools = { workspace, deliveries, triggers, responseUrls, surface };
  const webApi = {
    context: {
      workspace,
      triggers,
      scopes: new Set(grantedScopes(workspace.manifest)),
      surface,
      socketUrl: socketMode.issueUrl,
      uploadUrl: (fileId: string) => `${origin}/upload/${fileId}`,
    },
    tokens: { bot: BOT_TOKEN, app: APP_TOKEN },
    faults,
    limiter: createRateLimiter(options.rateLimits ?? 'strict', now),
    record: (call: Call) => {
      calls.push(call);
      changed();
    },
    unexpected: note,
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const [, area, id = ''] = url.pathname.split('/');
    if (area === 'api' && (request.method === 'POST' || request.method === 'GET')) return answerCall(webApi, request, response, url);
    if (area === 'respond' && request.method === 'POST') {
      const fault = faults.take('respond');
      const body = (await readBody(request)).toString();
      const answer = fault?.kind === 'serverError' ? { status: fault.status, body: 'expired_url' } : responseUrls.respond(id, body);
      response.writeHead(answer.status).end(answer.body);
      return;
    }
    if (area === 'upload' && request.method === 'POST') return storeUpload(workspace, id, request, response);
    note(`${request.method} ${url.pathname}`);
    response
      .writeHead(404, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: false, error: `no route ${request.method} ${url.pathname}` }));
  }

  const server = await startLoopbackServer({ port: options.port ?? 0, route, upgrade: socketMode.upgrade, failed: note });
  origin = server.origin;

  const choices = new Map<string, State>();
  const all = () => [...workspace.messages.values()];
  return {
    apiUrl: `${origin}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret,
    botUserId: BOT_USER,
    person: (userId) => createPerson(tools, events, choices, userId),
    messages: (channel) =>
      all().filter((one) => one.channel === channel && one.visibleTo === null && (one.threadTs === null || one.broadcast)),
    thread: (channel, ts) =>
      all().filter((one) => one.channel === channel && one.visibleTo === null && (one.ts === ts || one.threadTs === ts)),
    ephemerals: (userId) => all().filter((one) => one.visibleTo === userId),
    openView: (userId) => workspace.views.get(userId)?.at(-1) ?? null,
    files: () => [...workspace.files.values()],
    ...administration(workspace, events),
    waitFor: (description, look, timeoutMs = 5000) => waitFor(workspace, description, look, timeoutMs),
    onChange: workspace.onChange,
    connections: socketMode.connections,
    calls,
    deliveries: deliveries.all,
    unexpected,
    faults: { ...faults.faults, disconnect: socketMode.disconnect, cut: socketMode.cut },
    close: async () => {
      events.close();
      deliveries.close();
      socketMode.close();
      await server.close();
    },
  };
}

function channelFrom(given: SlackOptions['channels'][number]): Channel {
  const members = given.withoutApp === true ? given.members : [...given.members, BOT_USER];
  const kind = given.isDirect === true ? 'direct' : given.isPrivate === true ? 'private' : 'public';
  return { id: given.id, name: given.name, kind, members };
}
