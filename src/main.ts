import { pino } from 'pino';
import { SwitchbackError } from '#domain/errors.ts';
import { startBot, type Bot } from './bot/create-bot.ts';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load-config.ts';
import { proxyFor } from './outgoing-proxy.ts';
import { startSelfReport } from './self-report.ts';

/** How long a stop may take before the process ends anyway; an effect that is cut short is found again by the next start. */
const STOP_WITHIN_MS = 15_000;
const REPORT_WITHIN_MS = 2_000;

const config = readConfig();
if (config === null) process.exitCode = 1;
else await run(config);

async function run(settings: Config): Promise<void> {
  const log = pino({ level: settings.logLevel });
  const { ownDsn: dsn, proxy } = settings;
  const way = dsn === null ? null : proxyFor(proxy, dsn);
  const selfReport = await startSelfReport({ dsn, release: 'switchback', environment: 'production', proxy: way });

  let bot: Bot | null = null;

  async function fail(error: unknown): Promise<void> {
    log.fatal({ err: error }, 'Switchback ends: it cannot go on');
    selfReport.report(error, {});
    await selfReport.close(REPORT_WITHIN_MS);
    process.exit(1);
  }
  async function end(): Promise<void> {
    log.info({}, 'Switchback stops');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await bot?.stop();
    await selfReport.close(REPORT_WITHIN_MS);
    process.exit(0);
  }
  // A supervisor starts us again, and every incident resumes from the store.
  process.on('unhandledRejection', (error) => void fail(error));
  process.on('uncaughtException', (error) => void fail(error));
  // Before the start, which may wait for the database.
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());

  try {
    bot = await startBot({ config: settings, log, selfReport, now: Date.now });
  } catch (error) {
    await fail(error);
  }
}

/** Null where the configuration was refused; the refusal has been printed and says what to do. */
function readConfig(): Config | null {
  try {
    return loadConfig({ file: null, env: process.env });
  } catch (error) {
    if (!(error instanceof SwitchbackError) || error.code !== 'config_invalid') throw error;
    process.stderr.write(`${error.message}\n`);
    return null;
  }
}
