import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFailed, onTestFinished } from 'vitest';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { PEOPLE } from '#sandbox/world/people.ts';
import { createActor, type Actor } from './create-actor.ts';
import { createIncidentMessage, type IncidentMessage } from './incident-message.ts';
import { readNewestJournal, type Line } from './read-newest-journal.ts';
import { deadLeasesRunOut } from './run-out.ts';
import { startGround, type Ground, type GroundOptions } from './start-ground.ts';
import { startKillableBot, type KillableBot, type KillPoint } from './start-killable-bot.ts';

/** The scene with the bot in a process of its own, so that it can be killed. */
export interface CrashScene extends Ground {
  readonly ada: Actor;
  readonly ben: Actor;
  readonly incident: IncidentMessage;
  readonly journal: () => Promise<readonly Line[]>;
  readonly moves: () => readonly string[];
  /** Starts a bot that ends itself there, or one that lives on. Resolves when Slack may send it something. */
  readonly start: (killPoint?: KillPoint) => Promise<KillableBot>;
  /** The same without waiting for anything. */
  readonly launch: (killPoint?: KillPoint) => KillableBot;
  /** Lets the leases of what the dead bot was doing run out at once. Answers how many there were. */
  readonly leasesRunOut: (...kinds: readonly string[]) => Promise<number>;
}

const CONNECTIONS = 2;

export async function startCrashScene({ report, ...options }: GroundOptions & { readonly report?: SpanReport } = {}): Promise<CrashScene> {
  const ground = await startGround(options);
  const { slack, vercel, files, storeUrl } = ground;
  if (report !== undefined) writeFileSync(join(dirname(files.file), 'report.json'), JSON.stringify(report));
  const bots: KillableBot[] = [];
  onTestFinished(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await ground.close();
  });
  onTestFailed(() => {
    process.stderr.write(`What the bots logged:\n${bots.map((bot) => bot.log()).join('')}`);
  });

  const launch = (killPoint?: KillPoint): KillableBot => {
    const bot = startKillableBot(files, killPoint ?? null);
    bots.push(bot);
    return bot;
  };
  const incident = createIncidentMessage(slack);
  return {
    ...ground,
    ada: createActor(slack, incident, PEOPLE.ada.id),
    ben: createActor(slack, incident, PEOPLE.ben.id),
    incident,
    journal: () => readNewestJournal(storeUrl),
    moves: () =>
      vercel.requests.filter(({ route }) => route === 'rollback' || route === 'promote').map(({ path }) => path.split('/').at(-1) ?? ''),
    start: async (killPoint) => {
      const bot = launch(killPoint);
      const early = bot.gone.then((signal) => {
        throw new Error(`The bot ended with ${signal} before it was connected:\n${bot.log()}`);
      });
      await Promise.race([slack.waitFor('the bot to be connected twice', () => slack.connections() >= CONNECTIONS, 60_000), early]);
      return bot;
    },
    launch,
    leasesRunOut: (...kinds) => deadLeasesRunOut(storeUrl, kinds),
  };
}
