import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { startSentry } from '#sandbox/sentry/start-sentry.ts';
import { startSlack } from '#sandbox/slack/start-slack.ts';
import { startVercel } from '#sandbox/vercel/index.ts';
import { botSettings } from '#sandbox/world/bot-settings.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { startBotProcess } from '#sandbox/world/start-bot.ts';

/** So many people do something in the same moment. */
const AT_ONCE = 50;
const WITHIN_MS = 60_000;

const MANIFEST = new URL('../../manifest.yml', import.meta.url);
const Settings = z.looseObject({ services: z.object({ invoices: z.looseObject({}) }) });

/**
 * Measures how long Slack waits for acknowledgements, each of which follows its commit: a burst of commands that open one incident
 * each, then a burst of clicks that answer one question each. The bot runs in a process of its own, as `npm start` runs it.
 * Prints one JSON object.
 */
async function burst(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'switchback-burst-'));
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
  const names = Array.from({ length: AT_ONCE }, (_, index) => `invoices-${index + 1}`);
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
  const file = join(folder, 'switchback.yml');
  await writeFile(file, stringify({ ...one, services: Object.fromEntries(names.map((name) => [name, one.services.invoices])) }));
  const bot = startBotProcess({
    PATH: process.env['PATH'] ?? '',
    SWITCHBACK_CONFIG: file,
    SWITCHBACK_STORE: join(folder, 'switchback.sqlite'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    VERCEL_TOKEN: vercel.access.token,
    SENTRY_TOKEN: sentry.token,
    INVOICES_SENTRY_DSN: sentry.dsn,
    LOG_LEVEL: 'warn',
  });
  try {
    await slack.waitFor('the bot to be connected twice', () => slack.connections() >= 2, WITHIN_MS);
    const ada = slack.person(PEOPLE.ada.id);
    const incidents = () => slack.messages(CHANNEL.id).filter(({ metadata }) => metadata?.event_type === 'switchback_incident');
    const asking = () => incidents().filter(({ text }) => text.includes('Is any data lost'));

    const commands = await Promise.all(names.map((name) => ada.says(CHANNEL.id, `/rollback ${name}`)));
    await slack.waitFor('every incident to ask', () => asking().length === AT_ONCE, WITHIN_MS);
    const clicks = await Promise.all(asking().map((message) => ada.clicks(message, 'No, data is intact')));
    process.stdout.write(`${JSON.stringify({ commands: latencies(commands), clicks: latencies(clicks) })}\n`);
  } finally {
    await bot.kill();
    await Promise.all([slack, vercel, sentry].map((part) => part.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

interface Acknowledged {
  readonly ok: boolean;
  readonly latencyMs: number | null;
}

/** Milliseconds from sending to the acknowledgement. Throws where one did not come: a burst that lost something has no percentile. */
function latencies(results: readonly Acknowledged[]): { count: number; p50Ms: number; p99Ms: number } {
  const sorted = results.map(({ ok, latencyMs }) => {
    if (!ok || latencyMs === null) throw new Error('Something was not acknowledged, so nothing was measured.');
    return latencyMs;
  });
  sorted.sort((left, right) => left - right);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

await burst();
