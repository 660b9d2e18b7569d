import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { migrate } from '#sandbox/app/database/migrate.ts';
import type { Migration } from '#sandbox/app/database/migrations.ts';
import { INVOICE_COUNT, seed } from '#sandbox/app/database/seed.ts';
import { startDeployment, type RunningDeployment } from '#sandbox/app/start-deployment.ts';
import type { AppVersion } from '#sandbox/app/versions.ts';
import { createHistory, type History } from '#sandbox/history/create-history.ts';
import { startPostgres, type LocalPostgres } from '#sandbox/postgres/start-postgres.ts';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { startSlack, type Slack } from '#sandbox/slack/start-slack.ts';
import { CUSTOMER_ROUTES } from '#sandbox/traffic/customer-routes.ts';
import { startTraffic, type Traffic } from '#sandbox/traffic/start-traffic.ts';
import { startVercel } from '#sandbox/vercel/index.ts';
import type { LocalDeployment, LocalVercel } from '#sandbox/vercel/local-vercel.ts';
import { botSettings } from './bot-settings.ts';
import { CHANNEL, PEOPLE } from './people.ts';
import { startBotProcess, type RunningBot } from './start-bot.ts';

export interface World {
  readonly slack: Slack;
  readonly vercel: LocalVercel;
  readonly sentry: LocalSentry;
  readonly postgres: LocalPostgres;
  readonly history: History;
  readonly traffic: Traffic;
  /** The bot's own store, to be read only. */
  readonly storePath: string;
  readonly bot: () => RunningBot;
  readonly restartBot: () => Promise<void>;
  readonly migrate: (upTo: Migration) => Promise<void>;
  /** Ships a version as a merge to the production branch does. `release` is what the pipeline does before the new code takes the domains. */
  readonly push: (version: AppVersion, release?: () => Promise<unknown>) => Promise<LocalDeployment>;
  readonly close: () => Promise<void>;
}

export interface WorldOptions {
  /** Schema and deployment at the start. */
  readonly schema: Migration;
  readonly serving: AppVersion;
  readonly drillsAllowed: boolean;
  readonly requestsPerSecond: number;
}

const MANIFEST = new URL('../../manifest.yml', import.meta.url);
/** From a request to its event being readable; Sentry itself takes a few seconds. */
const SENTRY_LAG_MS = 300;
const CONNECTIONS = 2;

/** Everything that an incident needs, on this machine: vendors, a database, an app with traffic, and the real bot. */
export async function startWorld({ schema, serving, drillsAllowed, requestsPerSecond }: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'switchback-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const opened = <Part extends { close: () => Promise<unknown> }>(part: Part): Part => {
    closers.push(() => part.close());
    return part;
  };
  const close = async () => {
    for (const closer of closers.toReversed()) await closer();
  };

  try {
    const [postgres, history, slack, vercel, sentry] = await Promise.all([
      startPostgres().then(opened),
      mkdir(join(folder, 'repository')).then(() => createHistory(join(folder, 'repository'))),
      startSlack({
        manifest: parse(await readFile(MANIFEST, 'utf8')),
        users: Object.values(PEOPLE).map(({ id, name }) => ({ id, name })),
        channels: [{ ...CHANNEL, members: Object.values(PEOPLE).map(({ id }) => id) }],
      }).then(opened),
      startVercel({ domains: ['invoices.example.com', 'www.invoices.example.com'], projectName: 'invoices', jobMs: 300 }).then(opened),
      startSentry({ project: 'invoices', incompleteAfterMs: 1_000, extraSpanIntervals: [1, 4, 6] }).then(opened),
    ]);
    sentry.set({ lagMs: SENTRY_LAG_MS });
    await migrate(postgres.url, '0000_init');
    await seed(postgres.url);
    await migrate(postgres.url, schema);

    const run = async (version: AppVersion): Promise<{ id: string; app: RunningDeployment }> => {
      const id = `dpl_${randomBytes(10).toString('hex')}`;
      const commit = history.commits[version].hash;
      const app = await startDeployment({
        version,
        deploymentId: id,
        commit,
        databaseUrl: postgres.url,
        dsn: sentry.dsn,
        environment: 'production',
      });
      closers.push(() => app.stop());
      return { id, app };
    };
    const build = async (version: AppVersion) => {
      const { id, app } = await run(version);
      const { hash: commit, message, author } = history.commits[version];
      return { id, commit, message, author, origin: app.origin };
    };
    await vercel.push(await build(serving));
    const traffic = startTraffic({ url: vercel.productionUrl, requestsPerSecond, routes: CUSTOMER_ROUTES, highestId: INVOICE_COUNT });
    closers.push(async () => traffic.stop());

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
      }),
    );
    const start = async (): Promise<RunningBot> => {
      const bot = startBotProcess({
        PATH: process.env['PATH'] ?? '',
        SWITCHBACK_CONFIG: settings,
        SWITCHBACK_STORE: storePath,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        VERCEL_TOKEN: token,
        SENTRY_TOKEN: sentry.token,
        INVOICES_SENTRY_DSN: sentry.dsn,
        LOG_LEVEL: 'info',
      });
      const early = bot.ended.then((code) => {
        throw new Error(`The bot ended with ${code} before it was connected:\n${bot.log()}`);
      });
      await Promise.race([slack.waitFor('the bot is connected twice', () => slack.connections() >= CONNECTIONS, 30_000), early]);
      return bot;
    };
    let bot = await start();
    closers.push(() => bot.stop());

    return {
      slack,
      vercel,
      sentry,
      postgres,
      history,
      traffic,
      storePath,
      bot: () => bot,
      restartBot: async () => {
        await bot.kill();
        bot = await start();
      },
      migrate: (upTo) => migrate(postgres.url, upTo),
      push: async (version, release = async () => {}) => {
        const createdAt = Date.now();
        const built = await build(version);
        await release();
        return vercel.push({ ...built, createdAt });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
