import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { startBot } from '#src/bot/create-bot.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { startSelfReport } from '#src/self-report.ts';
import { fingerprintFiles, judgeByFiles } from '#test/support/judge-by-files.ts';
import { literalSchema } from '#test/support/literal-schema.ts';
import { MOVE_TIMING } from './move-timing.ts';

/**
 * The bot as `src/main.ts` starts it, except that it ends itself as `kill -9` does when it comes to the named point.
 * Arguments: the settings file, then the kind of effect and the hook of the runner; without these two it lives on.
 */
const [, , file = '', kind = '', hook = ''] = process.argv;

/** What every way back is judged to be, where the test says. */
const reported = join(dirname(file), 'report.json');

const dieAt = (point: string) => (effect: { readonly kind: string }) => {
  if (point === hook && effect.kind === kind) process.kill(process.pid, 'SIGKILL');
};

const bot = await startBot({
  config: loadConfig({ file, env: process.env }),
  log: pino({ level: 'warn' }),
  selfReport: await startSelfReport({ dsn: null, release: 'switchback', environment: 'test' }),
  now: Date.now,
  moveTiming: MOVE_TIMING,
  schema: existsSync(reported)
    ? literalSchema(JSON.parse(readFileSync(reported, 'utf8')))
    : { judge: judgeByFiles, fingerprint: fingerprintFiles },
  hooks: { afterClaim: dieAt('afterClaim'), afterPerform: dieAt('afterPerform'), afterCommit: dieAt('afterCommit') },
});
process.once('SIGTERM', () => void bot.stop().then(() => process.exit(0)));
