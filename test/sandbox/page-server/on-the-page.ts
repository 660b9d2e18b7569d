import { afterAll } from 'vitest';
import { startPage } from '#sandbox/page/server/start-page.ts';
import { createPlay, type Play } from '#sandbox/scenarios/play.ts';
import { createPlayer, type Player } from './player.ts';

/** One sandbox for the tests of a file, with nothing wrong in it yet. It ends with them. */
export async function onThePage(): Promise<{ readonly people: Player; readonly play: Play }> {
  const play = createPlay();
  const page = await startPage(play, 0);
  const people = createPlayer(page.url);
  afterAll(async () => {
    people.close();
    await Promise.all([page.close(), play.close()]);
  });
  await play.start(null);
  return { people, play };
}
