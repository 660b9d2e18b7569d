import { setTimeout as delay } from 'node:timers/promises';
import type { Traffic } from '#sandbox/traffic/start-traffic.ts';
import { startWorld, type World } from '#sandbox/world/start-world.ts';
import { lastWords } from './last-words.ts';
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

/** A walk whose world stands, with customers in it. */
export interface Prepared {
  play(): Promise<Rehearsed>;
}

/** Waits are for so many answered requests: a machine that is slow takes longer, and sees the same. */
const REQUESTS = {
  /** That the deployment to go back to has served. */
  earlier: 200,
  /** Of healthy traffic, which the proof of recovery compares with. */
  healthy: 400,
  /** Since something broke, before anybody is paged. */
  broken: 150,
};
const LOOK_MS = 100;
const MOST_CLICKS = 3;

/** Plays one walk in a world of its own, through the real bot, and checks it. Who attends sees the world before anything happens in it. */
export async function rehearse(walk: Walk, print: (line: string) => void, attend?: (world: World) => void): Promise<Rehearsed> {
  const prepared = await prepare(walk, print, attend);
  return await prepared.play();
}

/** Never throws: what went wrong is the result of the walk. */
export async function prepare(walk: Walk, print: (line: string) => void, attend: (world: World) => void = () => {}): Promise<Prepared> {
  let world: World;
  try {
    world = await startWorld(walk.world);
  } catch (error) {
    return { play: async () => failed(walk, error, '') };
  }
  attend(world);
  const transcript = startTranscript(world.slack, print);
  const stage = createStage(world, transcript);
  const end = async (): Promise<void> => {
    transcript.stop();
    await world.close();
  };
  try {
    await answered(world.traffic, REQUESTS.earlier);
    await walk.prepares(world);
    await answered(world.traffic, REQUESTS.healthy);
  } catch (error) {
    const result = failed(walk, error, world.bot().log());
    await end();
    return { play: async () => result };
  }
  return {
    play: async () => {
      try {
        await walk.breaks(world, stage);
        await answered(world.traffic, REQUESTS.broken);
        await walk.play(world, stage);
        const made = await report(walk, world.storePath, stage);
        const why = problems(walk, made, world);
        return why === null ? { walk, result: { kind: 'as it should be', report: made } } : failed(walk, why, world.bot().log());
      } catch (error) {
        return failed(walk, error, world.bot().log());
      } finally {
        await end();
      }
    },
  };
}

/** So many more requests, whatever the answers were. */
async function answered(traffic: Traffic, more: number): Promise<void> {
  const soFar = (): number => Object.values(traffic.counts().answered).reduce((sum, count) => sum + count, 0);
  const wanted = soFar() + more;
  while (soFar() < wanted) await delay(LOOK_MS);
}

function failed(walk: Walk, error: unknown, log: string): Rehearsed {
  const why = error instanceof Error ? error.message : String(error);
  return { walk, result: { kind: 'not as it should be', why: `${why}${lastWords(log)}` } };
}

/** What a person would object to although the walk came to its end. Null when nothing. */
function problems(walk: Walk, { clicks, outcome }: Report, { slack, vercel, sentry }: World): string | null {
  const refused = [...slack.unexpected, ...vercel.unexpected, ...sentry.unexpected];
  const found = [
    ...(refused.length === 0 ? [] : [`the bot asked for what no vendor has: ${refused.join(', ')}`]),
    ...(outcome === 'recovered' ? [] : [`the outcome is “${outcome}”, not “recovered”`]),
    ...(walk.name !== 'app-bug' || clicks <= MOST_CLICKS ? [] : [`it took ${clicks} clicks; ${MOST_CLICKS} are allowed`]),
  ];
  return found.length === 0 ? null : found.join('; ');
}
