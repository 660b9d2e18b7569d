import { pino } from 'pino';
import { onTestFailed, onTestFinished } from 'vitest';
import { startBot, type Bot, type BotParts } from '#src/bot/create-bot.ts';
import { loadConfig } from '#src/config/load-config.ts';
import type { Hooks } from '#src/engine/runner.ts';
import { startSelfReport } from '#src/self-report.ts';
import { PEOPLE } from '#sandbox/world/people.ts';
import { createActor, type Actor } from './create-actor.ts';
import { createIncidentMessage, type IncidentMessage } from './incident-message.ts';
import { fingerprintFiles, judgeByFiles } from '#test/support/judge-by-files.ts';
import { MOVE_TIMING } from './move-timing.ts';
import { countRows, type Rows } from './count-rows.ts';
import { readNewestJournal, type Line } from './read-newest-journal.ts';
import { unknownRunsOut } from './run-out.ts';
import { startGround, type Ground, type GroundOptions } from './start-ground.ts';
import { sendErrors, sendTraffic, type Trouble } from './telemetry.ts';

export interface SceneOptions extends GroundOptions {
  readonly hooks?: Hooks;
  /** How ways back are judged; by the migration files alone unless told. */
  readonly schema?: NonNullable<BotParts['schema']>;
  /** How many bots share the store. */
  readonly replicas?: number;
  /** Runs before the bot starts. */
  readonly before?: (ground: Ground) => void | Promise<void>;
}

export interface Scene extends Ground {
  readonly ada: Actor;
  readonly ben: Actor;
  readonly cyd: Actor;
  readonly dot: Actor;
  readonly incident: IncidentMessage;
  /** What the bot logged as an error or worse. */
  readonly errors: () => readonly string[];
  /** The newest incident's journal. */
  readonly journal: () => Promise<readonly Line[]>;
  /** What is kept of what is over. */
  readonly rows: () => Promise<Rows>;
  /** Requests that were to move production, as the platform got them: `rollback dpl_…`. */
  readonly moves: () => readonly string[];
  /** Time goes by with the usual traffic, and with trouble where there is some. */
  readonly passes: (ms: number, trouble?: Trouble) => Promise<void>;
  /** Nobody looks whether a request landed before its lease has run out; this waits for one that is unknown and lets its time pass. */
  readonly leaseOf: (kind: string) => { readonly runsOut: () => Promise<number> };
  readonly restartBot: (whileDown?: () => void | Promise<void>) => Promise<void>;
}

const BY_FILES = { judge: judgeByFiles, fingerprint: fingerprintFiles };

/** The real bot in this process on its ground. Everything ends with the test. */
export async function startScene({ hooks, schema = BY_FILES, before, replicas = 1, ...options }: SceneOptions = {}): Promise<Scene> {
  const ground = await startGround(options);
  const { slack, vercel, sentry, clock, files, storeUrl } = ground;
  await before?.(ground);
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const selfReport = await startSelfReport({ dsn: null, release: 'switchback', environment: 'test' });
  const start = (): Promise<Bot> =>
    startBot({
      config: loadConfig(files),
      log,
      selfReport,
      now: clock.now,
      moveTiming: MOVE_TIMING,
      schema,
      ...(hooks === undefined ? {} : { hooks }),
    });
  let bots = await Promise.all(Array.from({ length: replicas }, start));
  const stop = () => Promise.all(bots.map((bot) => bot.stop()));
  onTestFinished(async () => {
    await stop();
    await ground.close();
  });
  onTestFailed(() => {
    process.stderr.write(`What the bot logged:\n${lines.join('')}`);
  });

  const incident = createIncidentMessage(slack);
  const actor = (name: keyof typeof PEOPLE) => createActor(slack, incident, PEOPLE[name].id);
  return {
    ...ground,
    ada: actor('ada'),
    ben: actor('ben'),
    cyd: actor('cyd'),
    dot: actor('dot'),
    incident,
    errors: () => lines.filter((line) => Number(/"level":(\d+)/.exec(line)?.[1]) >= 50),
    journal: () => readNewestJournal(storeUrl),
    rows: () => countRows(storeUrl),
    moves: () =>
      vercel.requests
        .filter(({ route }) => route === 'rollback' || route === 'promote')
        .map(({ route, path }) => `${route} ${path.split('/').at(-1)}`),
    passes: async (ms, trouble) => {
      const span = { start: clock.now(), end: clock.now() + ms };
      await sendTraffic(sentry.dsn, span);
      if (trouble !== undefined) await sendErrors(sentry.dsn, span, trouble);
      clock.advance(ms);
    },
    leaseOf: (kind) => ({ runsOut: () => unknownRunsOut(storeUrl, kind) }),
    restartBot: async (whileDown) => {
      await stop();
      await whileDown?.();
      bots = await Promise.all(Array.from({ length: replicas }, start));
    },
  };
}
