import { onTestFailed, onTestFinished } from 'vitest';
import { PEOPLE } from '#sandbox/world/people.ts';
import { startBotProcess, type RunningBot } from '#sandbox/world/start-bot.ts';
import { createActor, type Actor } from './create-actor.ts';
import { createIncidentMessage, type IncidentMessage } from './incident-message.ts';
import { startGround, type Ground, type GroundOptions } from './start-ground.ts';

/** The scene with the bot as `npm start` runs it. */
export interface MainScene extends Ground {
  readonly ada: Actor;
  readonly incident: IncidentMessage;
  /** Starts one more bot; resolves at once. `imports` are loaded before it. */
  readonly start: (...imports: readonly string[]) => RunningBot;
  /** Resolves when Slack may send it something. */
  readonly connected: (bot: RunningBot) => Promise<void>;
}

const CONNECTIONS = 2;

export async function startMainScene(
  options: GroundOptions & { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<MainScene> {
  const { env = {}, ...wanted } = options;
  const ground = await startGround(wanted);
  const { slack, files } = ground;
  const bots: RunningBot[] = [];
  onTestFinished(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await ground.close();
  });
  onTestFailed(() => {
    process.stderr.write(`What the bots logged:\n${bots.map((bot) => bot.log()).join('')}`);
  });
  const incident = createIncidentMessage(slack);
  return {
    ...ground,
    incident,
    ada: createActor(slack, incident, PEOPLE.ada.id),
    start: (...imports) => {
      const options = imports.map((file) => `--import=${file}`).join(' ');
      const bot = startBotProcess({
        PATH: process.env['PATH'] ?? '',
        SWITCHBACK_CONFIG: files.file,
        ...files.env,
        ...(options === '' ? {} : { NODE_OPTIONS: options }),
        ...env,
      });
      bots.push(bot);
      return bot;
    },
    connected: async (bot) => {
      const early = bot.ended.then((code) => {
        throw new Error(`The bot ended with ${code} before it was connected:\n${bot.log()}`);
      });
      await Promise.race([slack.waitFor('the bot to be connected twice', () => slack.connections() >= CONNECTIONS, 60_000), early]);
    },
  };
}
