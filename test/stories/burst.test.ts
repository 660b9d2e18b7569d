import { expect, test } from 'vitest';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { startScene } from '#test/support/scene/start-scene.ts';

const SERVICES = ['shop', ...Array.from({ length: 24 }, (_, index) => `shop-${index + 2}`)];

test('Fifty commands and clicks at once are all acknowledged, and every one of them counts once', async () => {
  // Facts are not what this is about: an answer at once is enough.
  const scene = await startScene({ moreServices: SERVICES.length - 1, before: ({ sentry }) => sentry.set({ tokenRefused: true }) });
  const { ada, ben, slack } = scene;
  const incidents = () => slack.messages(CHANNEL.id).filter(({ metadata }) => metadata?.event_type === 'switchback_incident');

  // Two people for each service: one opens it, the other is told that it is open.
  const answers = await Promise.all(SERVICES.flatMap((name) => [ada.says(`/rollback ${name}`), ben.says(`/rollback ${name}`)]));
  expect(answers.filter((text) => text === '')).toHaveLength(SERVICES.length);
  expect(answers.filter((text) => text.includes('is open already'))).toHaveLength(SERVICES.length);

  await slack.waitFor(
    'every incident to ask',
    () => incidents().filter(({ text }) => text.includes('Is any data lost')).length === SERVICES.length,
    20_000,
  );
  const asking = incidents();
  await Promise.all(asking.flatMap((message) => [ada, ben].map((person) => person.clicksIn(message, 'No, data is intact'))));
  await slack.waitFor('every incident to go on', () => incidents().every(({ text }) => !text.includes('Is any data lost')), 20_000);

  const late = [PEOPLE.ada.id, PEOPLE.ben.id].flatMap((id) => slack.ephemerals(id)).filter(({ text }) => text.includes('out of date'));
  expect(late).toHaveLength(SERVICES.length);
  const asked = slack.deliveries.filter(({ kind }) => kind !== 'events_api');
  expect(asked).toHaveLength(4 * SERVICES.length);
  expect(asked.map(({ outcome }) => outcome)).toEqual(asked.map(() => 'acked'));
  expect(asked.every(({ latencyMs }) => latencyMs !== null)).toBe(true);
  expect(slack.connections()).toBe(2);
  expect(incidents()).toHaveLength(SERVICES.length);
  expect(scene.log().filter((line) => line.includes('"level":50'))).toEqual([]);
});
