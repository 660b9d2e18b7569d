import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { migrate } from '#sandbox/app/database/migrate.ts';
import type { Migration } from '#sandbox/app/database/migrations.ts';
import { INVOICE_COUNT, seed } from '#sandbox/app/database/seed.ts';
import { startDeployment } from '#sandbox/app/start-deployment.ts';
import type { AppVersion } from '#sandbox/app/versions.ts';
import { startExchangeRates, type LocalExchangeRates } from '#sandbox/exchange-rates/start-exchange-rates.ts';
import type { History } from '#sandbox/history/create-history.ts';
import type { LocalPostgres } from '#sandbox/postgres/start-postgres.ts';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { startSlack, type Slack } from '#sandbox/slack/start-slack.ts';
import { CUSTOMER_ROUTES } from '#sandbox/traffic/customer-routes.ts';
import { startTraffic, type Traffic } from '#sandbox/traffic/start-traffic.ts';
import { startVercel } from '#sandbox/vercel/index.ts';
import type { LocalDeployment, LocalVercel, NewDeployment } from '#sandbox/vercel/local-vercel.ts';
import { botSettings, DATABASE_URL_ENV } from './bot-settings.ts';
import { createReader } from './create-reader.ts';
import { emptyDatabase } from './empty-database.ts';
import { CHANNEL, PEOPLE } from './people.ts';
import { startBotProcess, type RunningBot } from './start-bot.ts';
import { startGround, type Ground } from './start-ground.ts';

export interface World {
  readonly slack: Slack;
  readonly vercel: LocalVercel;
  readonly sentry: LocalSentry;
  readonly exchangeRates: LocalExchangeRates;
  readonly postgres: LocalPostgres;
  readonly history: History;
  readonly traffic: Traffic;
  /** Removed when the world is closed. */
  readonly folder: string;
  /** The bot's own store, to be read only. */
  readonly storePath: string;
  readonly bot: () => RunningBot;
  /** Kills it as a crash does and starts it again. */
  readonly restartBot: () => Promise<void>;
  readonly migrate: (upTo: Migration) => Promise<void>;
  /** Ships a version as a merge to the production branch does. `release` is what the pipeline does before the new code takes the domains. */
  readonly push: (version: AppVersion, release?: () => Promise<unknown>) => Promise<LocalDeployment>;
  readonly ports: Ports;
  readonly close: () => Promise<void>;
}

/** Where the vendors and the production domains listen; a later world can have the same ones. */
export interface Ports {
  readonly slack: number;
  readonly vercel: number;
  readonly sentry: number;
  readonly domains: readonly number[];
}

export interface WorldOptions {
  /** Schema and deployment at the start. */
  readonly schema: Migration;
  readonly serving: AppVersion;
  readonly drillsAllowed: boolean;
  readonly requestsPerSecond: number;
  readonly ports?: Ports;
}

const MANIFEST = new URL('../../manifest.yml', import.meta.url);
/** From a request to its event being readable; Sentry itself takes a few seconds. */
const SENTRY_LAG_MS = 300;
const CONNECTIONS = 2;

/**
 * Everything that an incident needs, on this machine: vendors, a database, an app with traffic, and the real bot.
 * On a ground that is given, which must carry no other world meanwhile, it starts from an empty database and leaves the ground open.
 */
export async function startWorld(
  { schema, serving, drillsAllowed, requestsPerSecond, ports }: WorldOptions,
  given?: Ground,
): Promise<World> {
  // What runs first and ends last comes first; what is in one list ends together.
  const parts: (() => Promise<unknown>)[][] = [[], [], []];
  const [grounds = [], vendors = [], processes = []] = parts;
  const close = async () => {
    for (const closers of parts.toReversed()) await Promise.all(closers.splice(0).map((closer) => closer()));
  };
  const opened = <Part extends { close: () => Promise<unknown> }>(part: Part): Part => {
    vendors.push(() => part.close());
    return part;
  };

  try {
    const ground = given ?? (await startGround());
    if (given === undefined) grounds.push(() => ground.close());
    const { postgres, history } = ground;
    const folder = await mkdtemp(join(ground.folder, 'world-'));
    grounds.unshift(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

    const [slack, vercel, sentry, exchangeRates] = await Promise.all([
      startSlack({
        port: ports?.slack ?? 0,
        manifest: parse(await readFile(MANIFEST, 'utf8')),
        users: Object.values(PEOPLE).map(({ id, name }) => ({ id, name })),
        channels: [{ ...CHANNEL, members: Object.values(PEOPLE).map(({ id }) => id) }],
      }).then(opened),
      startVercel({
        domains: ['invoices.example.com', 'www.invoices.example.com'],
        projectName: 'invoices',
        jobMs: 300,
        apiPort: ports?.vercel ?? 0,
        domainPorts: ports?.domains ?? [],
      }).then(opened),
      startSentry({ project: 'invoices', port: ports?.sentry ?? 0, incompleteAfterMs: 1_000, extraSpanIntervals: [1, 4, 6] }).then(opened),
      startExchangeRates().then(opened),
    ]);
    sentry.set({ lagMs: SENTRY_LAG_MS });
    if (given !== undefined) await emptyDatabase(postgres.url);
    await migrate(postgres.url, '0000_init');
    await seed(postgres.url);
    await migrate(postgres.url, schema);

    const build = async (version: AppVersion): Promise<NewDeployment> => {
      const id = `dpl_${randomBytes(10).toString('hex')}`;
      const { hash: commit, message, author } = history.commits[version];
      const app = await startDeployment({
        version,
        deploymentId: id,
        commit,
        databaseUrl: postgres.url,
        dsn: sentry.dsn,
        environment: 'production',
        exchangeRatesUrl: exchangeRates.url,
      });
      // Its Sentry goes as well, so nothing that it has still to say matters.
      processes.push(() => app.kill());
      return { id, commit, message, author, origin: app.origin };
    };
    await vercel.push(await build(serving));
    const traffic = startTraffic({ url: vercel.productionUrl, requestsPerSecond, routes: CUSTOMER_ROUTES, highestId: INVOICE_COUNT });
    processes.push(async () => traffic.stop());

    // PGlite has one session, which the bot's questions would take from the app.
    const readerUrl = postgres.kind === 'server' ? await createReader(postgres.url) : null;
    const settings = join(folder, 'switchback.yml');
    const storePath = join(folder, 'switchback.sqlite');
    const { apiUrl, deploymentUrl, projectId, teamId, token } = vercel.access;
    await writeFile(
      settings,
      botSettings({
        slackApiUrl: slack.apiUrl,
        vercel: { apiUrl, deploymentUrl, projectId, teamId },
        sentry,
        productionUrl: vercel.productionUrl,
        repository: history.repository,
        drillsAllowed,
        readsDatabase: readerUrl !== null,
      }),
    );
    let bot: RunningBot | null = null;
    processes.push(async () => bot?.kill());
    const start = async (): Promise<RunningBot> => {
      const started = startBotProcess({
        PATH: process.env['PATH'] ?? '',
        SWITCHBACK_CONFIG: settings,
        SWITCHBACK_STORE: storePath,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        VERCEL_TOKEN: token,
        SENTRY_TOKEN: sentry.token,
        INVOICES_SENTRY_DSN: sentry.dsn,
        ...(readerUrl === null ? {} : { [DATABASE_URL_ENV]: readerUrl }),
        LOG_LEVEL: 'info',
      });
      bot = started;
      const early = started.ended.then((code) => {
        throw new Error(`The bot ended with ${code} before it was connected:\n${started.log()}`);
      });
      await Promise.race([slack.waitFor('the bot is connected twice', () => slack.connections() >= CONNECTIONS, 30_000), early]);
      return started;
    };
    let running = await start();

    return {
      slack,
      vercel,
      sentry,
      exchangeRates,
      postgres,
      history,
      traffic,
      folder,
      storePath,
      bot: () => running,
      restartBot: async () => {
        await running.kill();
        running = await start();
      },
      migrate: (upTo) => migrate(postgres.url, upTo),
      push: async (version, release = async () => {}) => {
        const createdAt = Date.now();
        const built = await build(version);
        await release();
        return vercel.push({ ...built, createdAt });
      },
      ports: {
        slack: portOf(slack.apiUrl),
        vercel: portOf(apiUrl),
        sentry: portOf(sentry.apiUrl),
        domains: vercel.domains.map(({ productionUrl }) => portOf(productionUrl)),
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
