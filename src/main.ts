import { pino } from 'pino';
import { SwitchbackError } from '#domain/errors.ts';
import { startBot } from './bot/create-bot.ts';
import { loadConfig } from './config/load-config.ts';
import type { Config } from './config/config.ts';
import { startSelfReport } from './self-report.ts';

/** How long a stop may take before the process ends anyway; an effect that is cut short is found again by the next start. */
const STOP_WITHIN_MS = 15_000;

await main();

async function main(): Promise<void> {
  const config = readConfig();
  if (config === null) return;
  const log = pino({ level: config.logLevel, redact: ['*.token', '*.botToken', '*.headers'] });
  const selfReport = await startSelfReport({ dsn: config.ownDsn, release: 'switchback', environment: 'production' });

  const fail = (error: unknown) => {
    log.fatal({ err: error }, 'Switchback ends: it cannot go on');
    selfReport.report(error, {});
    void selfReport.close(2_000).finally(() => process.exit(1));
  };
  // A supervisor starts us again, and every incident resumes from the store.
  process.on('unhandledRejection', fail);

  try {
    const bot = await startBot({ config, log, selfReport, now: Date.now });
    const end = () => {
      log.info({}, 'Switchback stops');
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      bot
        .stop()
        .then(() => selfReport.close(2_000))
        .then(() => process.exit(0), fail);
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
  } catch (error) {
    fail(error);
  }
}

function readConfig(): Config | null {
  try {
    return loadConfig({ file: null, env: process.env });
  } catch (error) {
    if (!(error instanceof SwitchbackError) || error.code !== 'config_invalid') throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return null;
  }
}
