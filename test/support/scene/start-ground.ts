import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { freePort } from '#sandbox/children/free-port.ts';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { startSlack, type Slack } from '#sandbox/slack/start-slack.ts';
import { startVercel } from '#sandbox/vercel/index.ts';
import type { LocalDeployment, LocalVercel, LocalVercelOptions } from '#sandbox/vercel/local-vercel.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { writeBotFiles, type BotFiles, type BotSettings } from './bot-files.ts';
import { createRepository, type Commits } from './create-repository.ts';
import { createSceneClock, type SceneClock } from './scene-clock.ts';
import { startApp, type App } from './start-app.ts';
import { sendErrors, sendTraffic } from './telemetry.ts';

export interface GroundOptions extends Partial<Omit<BotSettings, 'responderGroup' | 'httpPort' | 'dsn'>> {
  /** Members of a user group that responds, in place of ada alone. */
  readonly onCall?: readonly string[];
  readonly overHttp?: boolean;
  /** Nothing fails, as before a drill. */
  readonly healthy?: boolean;
  /** Whether the live deployment came with a migration of its own. */
  readonly migrated?: boolean;
  readonly vercel?: LocalVercelOptions;
  /** The name that Slack has behind a proxy. */
  readonly slackHost?: string;
  /** The test events get nowhere. */
  readonly heartbeatsLost?: boolean;
}

/** One deployment with the app behind it. */
export interface Release extends LocalDeployment {
  readonly commit: string;
  readonly app: App;
}

/** Everything around the bot: the vendors, an app that began to fail 40 s ago with its newest deploy, and the bot's own settings. */
export interface Ground {
  readonly clock: SceneClock;
  readonly slack: Slack;
  readonly vercel: LocalVercel;
  readonly sentry: LocalSentry;
  readonly older: Release;
  readonly good: Release;
  readonly bad: Release;
  readonly storeUrl: string;
  readonly files: BotFiles;
  /** Ships one more build, as a merge to the production branch does. */
  readonly push: (commit: string, message: string) => Promise<Release>;
  readonly close: () => Promise<void>;
}

export const ONCALL = 'S0ONCALL';
/** A private channel that the bot is not in. */
export const PRIVATE = 'G0WARROOM';
export const THE_ERROR = 'Cannot read properties of undefined';

const MANIFEST = new URL('../../../manifest.yml', import.meta.url);
const HISTORY_MS = 120_000;
const FAILING_MS = 40_000;

export async function startGround(options: GroundOptions = {}): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-scene-'));
  mkdirSync(join(folder, 'repository'));
  const commits: Commits = createRepository(join(folder, 'repository'), { migrated: options.migrated ?? false });
  const clock = createSceneClock();
  const httpPort = options.overHttp === true ? await freePort() : null;
  const slack = await startSlack({
    manifest: parse(readFileSync(MANIFEST, 'utf8').replace('command: /rollback\n', `command: ${options.command ?? '/rollback'}\n`)),
    users: Object.values(PEOPLE).map(({ id, name }) => ({ id, name })),
    channels: [
      { ...CHANNEL, members: Object.values(PEOPLE).map(({ id }) => id) },
      { id: PRIVATE, name: 'war-room', members: Object.values(PEOPLE).map(({ id }) => id), isPrivate: true, withoutApp: true },
    ],
    userGroups: [{ id: ONCALL, handle: 'oncall', users: options.onCall ?? [] }],
    rateLimits: 'off',
    now: clock.now,
    ...(options.slackHost === undefined ? {} : { host: options.slackHost }),
    ...(httpPort === null ? {} : { requestUrl: `http://127.0.0.1:${httpPort}/slack/events` }),
  });
  const vercel = await startVercel({ jobMs: 20, now: clock.now, ...options.vercel });
  const sentry = await startSentry({ project: 'shop', now: clock.now, incompleteAfterMs: 1_000, extraSpanIntervals: [1] });
  const apps: App[] = [];

  const push = async (commit: string, message: string): Promise<Release> => {
    const id = `dpl_${commit.slice(0, 12)}`;
    const app = await startApp({ id, commit });
    apps.push(app);
    const deployment = await vercel.push({ id, commit, message, author: 'mara', origin: app.origin });
    return { ...deployment, commit, app };
  };

  clock.advance(-HISTORY_MS);
  const older = await push(commits.older, 'Add the cart');
  const good = await push(commits.good, 'Add coupons');
  const healthySince = clock.now();
  clock.advance(HISTORY_MS - FAILING_MS);
  const bad = await push(commits.bad, 'Show when an invoice was paid');
  if (options.healthy !== true) bad.app.fails('/invoices', THE_ERROR);
  // Nobody meets the page in the very moment of the deploy.
  const failingSince = clock.now() + 1_000;
  clock.advance(FAILING_MS);
  await Promise.all([
    sendTraffic(sentry.dsn, { start: healthySince, end: clock.now() }),
    options.healthy === true
      ? null
      : sendErrors(sentry.dsn, { start: failingSince, end: clock.now() }, { message: THE_ERROR, release: bad.commit, perSecond: 10 }),
  ]);

  const storeUrl = options.storeUrl ?? `sqlite:${join(folder, 'switchback.sqlite')}`;
  const files = writeBotFiles(
    folder,
    { slack, vercel, sentry },
    {
      drillsAllowed: false,
      drills: [],
      approverGroups: [],
      ownChannel: true,
      command: '/rollback',
      moreServices: 0,
      section: {},
      responderGroup: options.onCall === undefined ? null : ONCALL,
      factTimeout: '4s',
      deadline: '90s',
      knowsBypass: false,
      ...options,
      dsn: options.heartbeatsLost === true ? sentry.dsn.replace(/:\d+\//, ':9/') : sentry.dsn,
      storeUrl,
      httpPort,
    },
  );
  return {
    clock,
    slack,
    vercel,
    sentry,
    older,
    good,
    bad,
    storeUrl,
    files,
    push,
    close: async () => {
      await Promise.all([slack, vercel, sentry, ...apps].map((part) => part.close()));
      rmSync(folder, { recursive: true, force: true });
      const unexpected = [...slack.unexpected, ...vercel.unexpected, ...sentry.unexpected];
      if (unexpected.length > 0) throw new Error(`The bot asked for what no vendor has: ${unexpected.join(', ')}`);
    },
  };
}
