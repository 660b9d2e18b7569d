import { expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';

test('An incident that nobody touches is watched on, and what is kept of it grows no more', async () => {
  const scene = await startScene();
  const { ada, incident, sentry, slack } = scene;
  await ada.says('/rollback shop');
  await incident.shows('Is any data lost or corrupt');
  await incident.says('What was found');
  const watches = () => sentry.events.filter(({ title }) => title === 'Switchback heartbeat').length;
  const watched = async (times: number) => slack.waitFor(`${times} looks at production`, () => watches() >= times);

  await watched(watches() + 2);
  const before = await scene.rows();
  await watched(watches() + 4);
  expect(await scene.rows()).toEqual(before);
});
