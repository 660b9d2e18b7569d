import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PEOPLE, CHANNEL } from '#sandbox/world/people.ts';
import type { RunningBot } from '#sandbox/world/start-bot.ts';
import { eventually } from '#test/support/eventually.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { startMainScene, type MainScene } from '#test/support/scene/start-main.ts';

const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';
const AWAY = 'PostgreSQL did not answer, so nothing was read and nothing has changed. Try again in a minute.';
const TERMINATE = 'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()';

describe.skipIf(missing !== '')(`A bot whose PostgreSQL goes away${missing}`, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  for (const mode of ['fast', 'immediate'] as const) {
    test(`with a shutdown that is ${mode} lives on, says so to whoever asks, and goes on when it is back`, async () => {
      const scene = await openIncident();
      await postgres.shutDown(mode);
      expect(await scene.ada.says('/rollback status')).toBe(AWAY);
      await postgres.startAgain();
      await goesOn(scene);
    }, 60_000);
  }

  test('each session of which is terminated, again and again, lives on', async () => {
    const scene = await openIncident();
    for (let time = 0; time < 30; time += 1) await postgres.run(TERMINATE);
    await goesOn(scene);
    expect(await scene.ada.says('/rollback status')).toContain('Open incidents');
  }, 60_000);

  test('that freezes lives on, says so to whoever asked, and goes on when it thaws', async () => {
    const scene = await openIncident();
    postgres.freeze();
    try {
      await scene.slack.person(PEOPLE.ada.id).says(CHANNEL.id, '/rollback status');
      expect(await scene.ada.isTold('PostgreSQL did not answer')).toContain(AWAY);
    } finally {
      postgres.thaw();
    }
    await goesOn(scene);
  }, 60_000);

  test('starts while it is away, by waiting for it', async () => {
    const scene = await startMainScene({ storeUrl: await postgres.createSchema() });
    await postgres.shutDown('fast');
    const bot = scene.start();
    await eventually('it says that it waits', bot.log, (log) => log.includes('the database is away; waiting for it'));
    await postgres.startAgain();
    await scene.connected(bot);
    expect(await scene.ada.says('/rollback status')).toBe('No incident is open.');
  }, 60_000);

  test('goes away while it connects to Slack waits for it', async () => {
    const scene = await startMainScene({ storeUrl: await postgres.createSchema() });
    scene.slack.faults.on('auth.test', { kind: 'slow', ms: 3_000 });
    const bot = scene.start();
    await scene.slack.waitFor(
      'the bot to ask Slack who it is',
      () => scene.slack.calls.some(({ method }) => method === 'auth.test'),
      60_000,
    );
    await postgres.shutDown('fast');
    await eventually('it says that it waits', bot.log, (log) => log.includes('the database is away; waiting for it'), 60_000);
    await postgres.startAgain();
    await eventually('it is ready', bot.log, (log) => log.includes('Switchback is ready'), 60_000);
    expect(await scene.ada.says('/rollback status')).toBe('No incident is open.');
  }, 120_000);

  async function openIncident(): Promise<MainScene & { readonly bot: RunningBot }> {
    const scene = await startMainScene({ storeUrl: await postgres.createSchema() });
    const bot = scene.start();
    await scene.connected(bot);
    await scene.ada.says('/rollback shop');
    await scene.incident.shows('Is any data lost');
    return { ...scene, bot };
  }

  /** The same process, and the incident is where it was. */
  async function goesOn({ ada, incident, bot, slack }: Awaited<ReturnType<typeof openIncident>>): Promise<void> {
    await eventually(
      'the store is read again',
      async () => (await Promise.race([bot.ended, slack.person(PEOPLE.ada.id).says(CHANNEL.id, '/rollback status')])) ?? 'ended',
      (answer) => answer === 'ended' || typeof answer === 'number' || JSON.stringify(answer).includes('Open incidents'),
      30_000,
    );
    expect(await Promise.race([bot.ended, Promise.resolve('still running')])).toBe('still running');
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
  }
});

test('What nobody caught ends the bot with a line in its log', async () => {
  const scene = await startMainScene();
  const bot = scene.start("data:text/javascript,process.on('SIGUSR2',()=>{throw%20Error('nobody%20caught%20this')})");
  await scene.connected(bot);
  process.kill(bot.pid, 'SIGUSR2');
  expect(await bot.ended).toBe(1);
  const last = bot.log().trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ level: 60, msg: 'Switchback ends: it cannot go on', err: { message: 'nobody caught this' } });
}, 30_000);
