import { expect, test } from 'vitest';
import { CHANNEL } from '#sandbox/world/people.ts';
import { startScene } from '#test/support/scene/start-scene.ts';

const SERVICES = ['shop', ...Array.from({ length: 16 }, (_, index) => `shop-${index + 2}`)];

test('Fifty-one commands at once, then fifty-one clicks: all are acknowledged, and every question is answered once', async () => {
  // Facts are not what this is about: an answer at once is enough.
  const scene = await startScene({ moreServices: SERVICES.length - 1, before: ({ sentry }) => sentry.set({ tokenRefused: true }) });
  const { ada, ben, dot, slack } = scene;
  const people = [ada, ben, dot];
  const incidents = () => slack.messages(CHANNEL.id).filter(({ metadata }) => metadata?.event_type === 'switchback_incident');

  const answers = await Promise.all(SERVICES.flatMap((name) => people.map((person) => person.says(`/rollback ${name}`))));
  expect(answers.filter((text) => text === '')).toHaveLength(SERVICES.length);
  expect(answers.filter((text) => text.includes('is open already'))).toHaveLength(2 * SERVICES.length);

  const asking = await slack.waitFor(
    'every incident to ask',
    () => {
      const found = incidents().filter(({ text }) => text.includes('Is any data lost'));
      return found.length === SERVICES.length ? found : null;
    },
    30_000,
  );
  await Promise.all(asking.flatMap((message) => people.map((person) => person.clicksIn(message, 'No, data is intact'))));
  await slack.waitFor('every incident to go on', () => incidents().every(({ text }) => !text.includes('Is any data lost')), 30_000);

  const tooLate = () => people.flatMap((person) => person.told()).filter((text) => text.includes('out of date'));
  await slack.waitFor('everybody else to be told', () => tooLate().length === 2 * SERVICES.length, 30_000);
  expect(slack.deliveries.map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 2 * people.length * SERVICES.length }, () => 'acked'),
  );
  expect(slack.connections()).toBe(2);
  expect(incidents()).toHaveLength(SERVICES.length);
  expect(tooLate()).toHaveLength(2 * SERVICES.length);
  expect(scene.errors()).toEqual([]);
}, 60_000);
