import { setTimeout as delay } from 'node:timers/promises';
import { BASELINE_MS } from '#sandbox/world/bot-settings.ts';
import { startWorld, type World } from '#sandbox/world/start-world.ts';
import { report, type Report } from './report.ts';
import { createStage } from './stage.ts';
import { startTranscript } from './transcript.ts';
import type { Walk } from './walks/walk.ts';

export interface Rehearsed {
  readonly walk: Walk;
  readonly result:
    | { readonly kind: 'as it should be'; readonly report: Report }
    | { readonly kind: 'not as it should be'; readonly why: string };
}

/** The deployment to go back to has served customers too. */
const EARLIER_MS = 16_000;
/** Errors must have been flowing for this long before anybody is paged. */
const ERRORS_FLOW_MS = 4_000;
const MOST_CLICKS = 3;

/** Plays one walk in a world of its own, through the real bot, and checks it. Who attends sees the world before anything happens in it. */
export async function rehearse(walk: Walk, print: (line: string) => void, attend: (world: World) => void = () => {}): Promise<Rehearsed> {
  const world = await startWorld(walk.world);
  attend(world);
  const transcript = startTranscript(world.slack, print);
  const stage = createStage(world, transcript);
  try {
    await delay(EARLIER_MS);
    await walk.prepares(world);
    transcript.happens(`healthy traffic for ${BASELINE_MS / 1000} s`);
    await delay(BASELINE_MS);
    await walk.breaks(world, stage);
    await delay(ERRORS_FLOW_MS);
    await walk.play(world, stage);
    const made = await report(walk, world.storePath, stage);
    const why = problems(walk, made, world);
    return {
      walk,
      result: why === null ? { kind: 'as it should be', report: made } : { kind: 'not as it should be', why },
    };
  } catch (error) {
    const why = `${error instanceof Error ? error.message : String(error)}\n\nThe end of the bot's log:\n${lastLines(world.bot().log())}`;
    return { walk, result: { kind: 'not as it should be', why } };
  } finally {
    transcript.stop();
    await world.close();
  }
}

/** What a person would object to although the walk came to its end. Null when nothing. */
function problems(walk: Walk, { clicks, outcome }: Report, { slack, vercel, sentry, bot }: World): string | null {
  const refused = [...slack.unexpected, ...vercel.unexpected, ...sentry.unexpected];
  const found = [
    ...(refused.length === 0 ? [] : [`the bot asked for what no vendor has: ${refused.join(', ')}`]),
    ...(outcome === 'recovered' ? [] : [`the outcome is “${outcome}”, not “recovered”`]),
    ...(walk.name !== 'app-bug' || clicks <= MOST_CLICKS ? [] : [`it took ${clicks} clicks; ${MOST_CLICKS} are allowed`]),
  ];
  return found.length === 0 ? null : `${found.join('; ')}\n\nThe end of the bot's log:\n${lastLines(bot().log())}`;
}

function lastLines(log: string): string {
  const telling = log.split('\n').filter((line) => line !== '' && !line.includes('"effect done"'));
  return telling.slice(-15).join('\n') || '(nothing)';
}
