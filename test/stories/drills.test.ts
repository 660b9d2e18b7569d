import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Message } from '#sandbox/slack/message.ts';
import { startScene, type Scene, type SceneOptions } from '#test/support/scene/start-scene.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';

const HOUR_MS = 3_600_000;

/** Every day at this hour; said a day ahead, which is now. */
const DUE_NOW = { service: 'shop', kind: 'rehearsal', cron: '0 10 * * *', timeZone: 'UTC', remindBefore: '1d' };

const withDrill = (options: SceneOptions = {}) => startScene({ drillsAllowed: true, drills: [DUE_NOW], ...options });

const reminders = ({ slack }: Scene): readonly Message[] =>
  slack.messages('C0INCIDENTS').filter(({ text }) => text.includes('a rehearsal is due'));

const reminder = (scene: Scene): Promise<Message> => scene.slack.waitFor('the reminder', () => reminders(scene).at(-1));

describe('The reminder of a scheduled drill', () => {
  test('says DRILL, what and when, and what can be done', async () => {
    const scene = await withDrill();
    const message = await reminder(scene);
    expect(message.text).toBe('DRILL · shop: a rehearsal is due');
    const text = plainText(message);
    expect(text).toContain('DRILL');
    for (const button of ['[Start the drill]', '[Postpone one hour]', '[Hand over…]']) expect(text).toContain(button);
  });

  test('starts the drill once: a second press says that it is open', async () => {
    const scene = await withDrill();
    const message = await reminder(scene);
    await scene.ada.clicksIn(message, 'Start the drill');
    await scene.incident.shows('Is any data lost or corrupt');
    expect(scene.incident.root().text).toMatch(/^DRILL · shop/);
    await scene.ben.clicksIn(message, 'Start the drill');
    const told = await scene.ben.isTold('was started already');
    expect(told).toMatch(/^DRILL/);
    expect(scene.slack.messages('C0INCIDENTS').filter(({ metadata }) => metadata?.event_type === 'switchback_incident')).toHaveLength(1);
  });

  test('answers a bystander privately', async () => {
    const scene = await withDrill();
    await scene.cyd.clicksIn(await reminder(scene), 'Start the drill');
    expect(await scene.cyd.isTold('This needs the role responder')).toMatch(/^DRILL/);
    expect(await scene.journal()).toEqual([]);
  });

  test('is said again an hour after it was postponed', async () => {
    const scene = await withDrill();
    await scene.ada.clicksIn(await reminder(scene), 'Postpone one hour');
    await scene.ada.isTold('in one hour');
    await scene.restartBot();
    expect(reminders(scene)).toHaveLength(1);
    await scene.restartBot(() => scene.clock.advance(HOUR_MS));
    await scene.slack.waitFor('the second reminder', () => reminders(scene).length === 2);
  });

  test('is handed over to somebody who may hold it, and to nobody else', async () => {
    const scene = await withDrill();
    const message = await reminder(scene);
    const refused = await scene.ada.answersIn(message, 'Hand over', { person: scene.cyd.id });
    expect(refused.errors['person']).toContain('not a responder of shop, so it was not handed over');
    const view = scene.slack.openView(scene.ada.id);
    if (view === null) throw new Error('The modal is gone.');
    expect((await scene.slack.person(scene.ada.id).submits(view, { person: scene.ben.id })).ok).toBe(true);
    await scene.slack.waitFor('the hand-over', () =>
      scene.slack
        .messages('C0INCIDENTS')
        .some(
          (one) =>
            plainText(one).includes('@U0ADA handed the rehearsal of *shop* to @U0BEN') ||
            one.text.includes('handed the rehearsal of shop to'),
        ),
    );
  });

  test('that was missed while nobody ran is said once, with since when', async () => {
    const inThreeHours = new Date(Date.now() + 3 * HOUR_MS).getUTCHours();
    const scene = await withDrill({ drills: [{ ...DUE_NOW, cron: `0 ${inThreeHours} * * *`, remindBefore: '1h' }] });
    expect(reminders(scene)).toEqual([]);
    await scene.restartBot(() => scene.clock.advance(4 * HOUR_MS));
    expect(plainText(await reminder(scene))).toContain('nobody was running then. It is said once.');
    await scene.restartBot();
    await scene.ada.says('/rollback status');
    expect(reminders(scene)).toHaveLength(1);
  });
});

const MISSING = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';

describe.skipIf(MISSING !== '')(`Two bots on one PostgreSQL${MISSING}`, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('remind once', async () => {
    const scene = await withDrill({ replicas: 2, storeUrl: await postgres.createSchema() });
    await reminder(scene);
    await scene.restartBot();
    expect(reminders(scene)).toHaveLength(1);
  });

  test('move production once, whichever of them gets the clicks', async () => {
    const scene = await startScene({ replicas: 2, storeUrl: await postgres.createSchema() });
    await scene.ada.says('/rollback shop');
    await scene.ada.clicks('No, data is intact');
    await scene.ada.clicks('Confirm: app bug');
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
    await scene.incident.says('It is off now');
    await scene.incident.says('is marked as');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
    expect([...scene.incident.said()].sort()).toEqual([
      'Auto-assignment of production domains',
      'Has production moved back?',
      'Release marked',
      'What was found',
    ]);
  });
});

test('Every message of a whole drill says DRILL, public and private', async () => {
  const scene = await startScene({ drillsAllowed: true, healthy: true });
  const { ada, ben, cyd, incident, slack } = scene;
  await ada.says('/rollback drill shop');
  const old = await incident.shows('Is any data lost or corrupt');
  await cyd.clicks('No, data is intact');
  await cyd.isTold('This needs the role responder');
  await ada.clicks('No, data is intact');
  await ben.clicksIn(old, 'No, data is intact');
  await ben.isTold('out of date');
  await ada.clicks('Do it by hand');
  await ada.answers('Add a note', { words: 'We practise' });
  await ada.clicks('Confirm: app bug');
  await ada.clicks('Roll back to');
  await incident.says('Has production moved back?');
  await incident.says('is marked as');
  await scene.passes(40_000);
  await scene.passes(1_000);
  await incident.says('*Recovered so far*');
  await incident.shows('Rehearsed: now go forward again');
  await ada.clicks('Go forward again to');
  await incident.says('Has production moved?');
  await scene.passes(40_000);
  await scene.passes(1_000);
  await incident.shows('Closed');
  await incident.says('Closed. What happened');

  const all = [
    ...slack.messages('C0INCIDENTS'),
    ...slack.thread('C0INCIDENTS', incident.root().ts),
    ...[ada, ben, cyd].flatMap(({ id }) => slack.ephemerals(id)),
  ];
  expect(all.filter((message) => !plainText(message).includes('DRILL')).map(plainText)).toEqual([]);
  expect(all.filter(({ text }) => !text.startsWith('DRILL')).map(({ text }) => text)).toEqual([]);
  expect(scene.vercel.aliasOf('shop.example.com')).toBe(scene.bad.id);
});
