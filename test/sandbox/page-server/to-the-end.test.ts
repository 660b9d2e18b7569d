import { describe, expect, test } from 'vitest';
import { findServers } from '#sandbox/postgres/find-servers.ts';
import { madeDurable } from './made-durable.ts';
import { onThePage } from './on-the-page.ts';

const PATIENCE_MS = 300_000;
/** Asked where nothing says whether the old code would run. */
const OLD_CODE = 'Would the old code run on today’s schema?';
const LOOKS_LIKE = 'This is what it looks like';
const hasServer = findServers(process.env['PATH'] ?? '').length > 0;

const { people, play } = await onThePage();

async function begins(scenario: string): Promise<void> {
  await people.starts(scenario);
  await people.types('ada', '/rollback invoices');
}

async function twoPeopleDo(run: string): Promise<void> {
  await people.presses('ada', 'Ask for approval');
  await people.presses('dot', 'I approve this step');
  await people.does(run);
  await people.presses('ada', 'Done');
}

/** What is told when it is over, and that nobody asked a vendor for something that it does not have. */
async function summary(): Promise<{ headline: string; prevented: readonly string[] }> {
  const { sees } = await people.window('ada');
  const { headline, parts } = await sees('how it went', ({ world }) => world.result);
  const world = play.now().scene?.world;
  expect([world?.slack.unexpected, world?.vercel.unexpected, world?.sentry.unexpected]).toEqual([[], [], []]);
  return { headline, prevented: parts.find(({ title }) => title === 'What the bot prevented')?.lines ?? [] };
}

describe('every scenario can be lived through to its end', { timeout: PATIENCE_MS }, () => {
  test('a migration that only added something', async () => {
    await begins('additive-migration');
    await people.presses('ada', 'No, data is intact');
    if ((await people.isAsked(OLD_CODE, LOOKS_LIKE)) === OLD_CODE) await people.presses('ada', 'Yes, it would run');
    await people.presses('ada', 'Confirm: app bug');
    await people.presses('ada', 'Roll back to');
    await people.reads('Recovered so far: ');
    await madeDurable(people);
    expect((await summary()).headline).toMatch(/^Recovered, by re-point: /);
  });

  test.skipIf(!hasServer)('a migration that locks the table', async () => {
    await begins('locking-migration');
    await people.presses('ada', 'No, data is intact');
    await people.presses('ada', 'Confirm: schema mistake');
    await people.presses('ada', 'Stop a stuck migration');
    await people.isAsked('Find who blocks whom');
    await people.does('find-blockers');
    await people.presses('ada', 'Done');
    await people.isAsked('Cancel the migration, or terminate its blocker');
    await twoPeopleDo('terminate-blocker');
    await people.isAsked('Read what was applied');
    await people.presses('ada', 'Done');
    await people.reads('Recovered so far: ');
    await people.isAsked('Change the stopped migration, or take it off main');
    await people.presses('ada', 'Done');
    await people.isAsked('Put everything back to normal');
    await people.presses('ada', 'Done');
    const { headline, prevented } = await summary();
    expect(headline).toMatch(/^Recovered, by stop a stuck migration/);
    expect(prevented).toContain('“Cancel the migration, or terminate its blocker” was done by ada only after dot had approved it');
  });

  test('errors that are not the deploy’s', async () => {
    await begins('not-the-deploy');
    await people.presses('ada', 'No, data is intact');
    await people.presses('ada', 'Confirm: not the deploy');
    await people.isAsked('It is not the deploy');
    await people.does('call-provider');
    await people.presses('ada', 'Close the incident');
    expect((await summary()).prevented).toContain('It moved nothing: going back would have changed nothing.');
  });

  test('a migration that overwrote data', async () => {
    await begins('corrupted-data');
    await people.presses('ada', 'Yes, or the code is gone');
    await people.presses('ada', 'Confirm: catastrophic');
    await people.presses('ada', 'Declare disaster recovery');
    await people.presses('ben', 'I agree: declare it');
    for (const step of ['Page', 'Freeze', 'Preserve', 'Choose the moment to go back to']) {
      await people.isAsked(step);
      await people.presses('ada', 'Done');
    }
    await people.isAsked('Restore beside production');
    await twoPeopleDo('restore');
    await people.isAsked('Verify the restored database');
    await people.does('compare');
    await people.presses('ada', 'Done');
    await people.isAsked('Switch production to it');
    await twoPeopleDo('switch-over');
    await people.isAsked('Resume');
    await people.presses('ada', 'Done');
    await people.reads('Recovered so far: ');
    for (const step of ['Hold deploys from main', 'Make main agree with the restored database', 'Let deploys from main go on']) {
      await people.isAsked(step);
      await people.presses('ada', 'Done');
    }
    await people.isAsked('Put everything back to normal');
    await people.presses('ada', 'Done');
    expect((await summary()).headline).toMatch(/^Recovered, by disaster recovery: /);
  });

  test('the platform is down as well', async () => {
    await begins('provider-outage');
    await people.presses('ada', 'No, data is intact');
    await people.isAsked('Is the suspected deploy serving production?');
    await people.does('vercel-is-back');
    await people.presses('ada', 'Gather the facts again');
    await people.presses('ada', 'Confirm: app bug');
    await people.presses('ada', 'Roll back to');
    await people.reads('Recovered so far: ');
    await madeDurable(people);
    expect((await summary()).prevented).toEqual(['It could not read Vercel, said so, and guessed nothing from that.']);
  });

  test('no errors, because none arrive', async () => {
    await begins('stalled-sentry');
    await people.presses('ada', 'No, data is intact');
    await people.presses('ada', 'Confirm: app bug');
    await people.presses('ada', 'Roll back to');
    await people.isAsked('Is it recovered?');
    await people.reads('is still not visible');
    await people.does('sentry-catches-up');
    await people.reads('Recovered so far: ');
    await madeDurable(people);
    expect((await summary()).prevented).toEqual([
      'It did not take silence for recovery: Sentry showed no errors because it showed nothing.',
    ]);
  });
});
