import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { startSentry } from '#sandbox/sentry/start-sentry.ts';
import { startSlack, type Slack } from '#sandbox/slack/start-slack.ts';
import { startVercel } from '#sandbox/vercel/index.ts';
import { botSettings } from '#sandbox/world/bot-settings.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { startBotProcess, type RunningBot } from '#sandbox/world/start-bot.ts';

const MANIFEST = new URL('../../manifest.yml', import.meta.url);
const Settings = z.looseObject({ services: z.object({ invoices: z.looseObject({}) }) });

export interface BotOfMany {
  readonly slack: Slack;
  /** Of the services. */
  readonly names: readonly string[];
  /** Of the SQLite file. */
  readonly store: string;
  /** The bot in a process of its own, as `npm start` runs it. */
  start(): RunningBot;
  close(): Promise<void>;
}

/** A bot for so many services, beside vendors that answer at once. It looks as often as in production. */
export async function botOfMany(services: number): Promise<BotOfMany> {
  const folder = await mkdtemp(join(tmpdir(), 'switchback-bench-'));
  const store = join(folder, 'switchback.sqlite');
  const [slack, vercel, sentry] = await Promise.all([
    startSlack({
      manifest: parse(await readFile(MANIFEST, 'utf8')),
      users: [{ id: PEOPLE.ada.id, name: PEOPLE.ada.name }],
      channels: [{ ...CHANNEL, members: [PEOPLE.ada.id] }],
      rateLimits: 'off',
    }),
    startVercel(),
    startSentry(),
  ]);
  // Facts are not what is measured: an answer at once is enough.
  sentry.set({ tokenRefused: true });
  const names = Array.from({ length: services }, (_, index) => `invoices-${index + 1}`);
  const one = Settings.parse(
    parse(
      botSettings({
        slackApiUrl: slack.apiUrl,
        vercel: vercel.access,
        sentry,
        productionUrl: vercel.productionUrl,
        repository: folder,
        drillsAllowed: false,
        readsDatabase: false,
      }),
    ),
  );
  const { verification: _, ...service } = one.services.invoices;
  const file = join(folder, 'switchback.yml');
  const settings = { ...one, services: Object.fromEntries(names.map((name) => [name, service])) };
  await writeFile(file, stringify(settings, { aliasDuplicateObjects: false }));
  return {
    slack,
    names,
    store,
    start: () =>
      startBotProcess({
        PATH: process.env['PATH'] ?? '',
        SWITCHBACK_CONFIG: file,
        SWITCHBACK_STORE: store,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        VERCEL_TOKEN: vercel.access.token,
        SENTRY_TOKEN: sentry.token,
        INVOICES_SENTRY_DSN: sentry.dsn,
        LOG_LEVEL: 'error',
      }),
    close: async () => {
      await Promise.all([slack, vercel, sentry].map((part) => part.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
