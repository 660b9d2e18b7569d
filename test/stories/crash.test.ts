import { describe, expect, test } from 'vitest';
import { startCrashScene, type CrashScene } from '#test/support/scene/start-crash-scene.ts';
import { onEveryStore } from '#test/support/stores.ts';

/** Every message of a finished move. */
const SAID = ['Auto-assignment of production domains', 'Has production moved back?', 'Release marked', 'What was found'];

async function toTheConfirmation({ ada, incident }: CrashScene): Promise<void> {
  await ada.says('/rollback shop');
  await ada.clicks('No, data is intact');
  await ada.clicks('Confirm: app bug');
  await incident.shows('Put production back?');
}

/** One status message, and every reply once. */
async function saidOnce({ incident, slack }: CrashScene): Promise<void> {
  await incident.says('It is off now');
  await incident.says('is marked as');
  expect(incident.saidAgain()).toEqual([]);
  // A slow machine judges the schema later than the facts, and then two things were found.
  expect([...new Set(incident.said())].sort()).toEqual(SAID);
  expect(slack.messages('C0INCIDENTS')).toHaveLength(1);
}

describe('A bot that is killed while it moves production', () => {
  test('between the claim and the send: nothing had left, and the next start sends it', async () => {
    const scene = await startCrashScene();
    const first = await scene.start({ kind: 'startMove', hook: 'afterClaim' });
    await toTheConfirmation(scene);
    await scene.ada.clicks('Roll back to');
    expect(await first.gone).toBe('SIGKILL');
    expect(scene.moves()).toEqual([]);

    await scene.start();
    await scene.incident.says('Has production moved back?');
    await saidOnce(scene);
    expect(scene.moves()).toEqual([scene.good.id]);
  });

  test('right after the record: the next start goes on from there', async () => {
    const scene = await startCrashScene();
    const first = await scene.start({ kind: 'startMove', hook: 'afterCommit' });
    await toTheConfirmation(scene);
    await scene.ada.clicks('Roll back to');
    expect(await first.gone).toBe('SIGKILL');

    await scene.start();
    await saidOnce(scene);
    expect(scene.moves()).toEqual([scene.good.id]);
  });
});

onEveryStore('A bot that is killed while it moves production', (stores) => {
  test('between marking the release and the record: that may still land, so it is not marked again before its lease has run out', async () => {
    const scene = await startCrashScene({ storeUrl: await stores.newUrl() });
    const first = await scene.start({ kind: 'markRelease', hook: 'afterPerform' });
    await toTheConfirmation(scene);
    await scene.ada.clicks('Roll back to');
    expect(await first.gone).toBe('SIGKILL');
    expect(scene.sentry.deploys).toHaveLength(1);

    await scene.start();
    await scene.ada.answers('Add a note', { words: 'We are back' });
    await scene.incident.says('We are back');
    expect(scene.incident.said()).not.toContain('Release marked');
    expect(await scene.leasesRunOut('markRelease')).toBe(1);
    await scene.incident.says('is marked as');
    expect(scene.sentry.deploys).toHaveLength(1);
  });

  test('between the send and the record: the next start reads that it landed, and sends nothing', async () => {
    const scene = await startCrashScene({ storeUrl: await stores.newUrl() });
    const first = await scene.start({ kind: 'startMove', hook: 'afterPerform' });
    await toTheConfirmation(scene);
    await scene.ada.clicks('Roll back to');
    expect(await first.gone).toBe('SIGKILL');
    expect(scene.moves()).toEqual([scene.good.id]);

    await scene.start();
    await scene.incident.says('Has production moved back?');
    await saidOnce(scene);
    expect(scene.moves()).toEqual([scene.good.id]);
    expect((await scene.journal()).filter(({ type }) => type === 'move.confirm')).toHaveLength(1);
  });
});

describe('A bot that is killed while it speaks', () => {
  test('between posting the incident and recording that: its message is found again, not posted again', async () => {
    const scene = await startCrashScene();
    const first = await scene.start({ kind: 'renderStatus', hook: 'afterPerform' });
    await scene.ada.says('/rollback shop');
    expect(await first.gone).toBe('SIGKILL');
    expect(scene.slack.messages('C0INCIDENTS')).toHaveLength(1);

    expect(await scene.leasesRunOut('renderStatus')).toBe(1);
    await scene.leasesRunOut('gatherFacts');
    await scene.start();
    await scene.ada.clicks('No, data is intact');
    await scene.incident.shows('This is what it looks like');
    expect(scene.slack.messages('C0INCIDENTS')).toHaveLength(1);
  });

  test('between a reply and its record: it is found again, not said again', async () => {
    const scene = await startCrashScene();
    const first = await scene.start({ kind: 'say', hook: 'afterPerform' });
    await scene.ada.says('/rollback shop');
    expect(await first.gone).toBe('SIGKILL');
    await scene.incident.says('What was found');

    expect(await scene.leasesRunOut('say')).toBe(1);
    await scene.start();
    await scene.ada.clicks('No, data is intact');
    await scene.ada.answers('Add a note', { words: 'We are back' });
    await scene.incident.says('We are back');
    expect(scene.incident.said()).toEqual(['What was found', 'Note']);
  });

  test('before a reply leaves: it is said after the start', async () => {
    const scene = await startCrashScene();
    const first = await scene.start({ kind: 'say', hook: 'afterClaim' });
    await scene.ada.says('/rollback shop');
    expect(await first.gone).toBe('SIGKILL');
    expect(scene.incident.said()).toEqual([]);

    expect(await scene.leasesRunOut('say')).toBe(1);
    await scene.start();
    await scene.incident.says('What was found');
    expect(scene.incident.said()).toEqual(['What was found']);
  });
});

describe('A click', () => {
  test('that was acknowledged in the last moment before the bot was killed counts', async () => {
    const scene = await startCrashScene();
    const first = await scene.start();
    await toTheConfirmation(scene);
    const asked = scene.incident.root();
    await scene.ada.clicks('Roll back to');
    await first.kill();

    await scene.start();
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([scene.good.id]);
    expect(scene.incident.root().ts).toBe(asked.ts);
  });

  test('that was committed and never acknowledged counts once, and pressing again is told so', async () => {
    const scene = await startCrashScene();
    const first = await scene.start();
    await scene.ada.says('/rollback shop');
    const asked = await scene.incident.shows('Is any data lost or corrupt');
    scene.slack.faults.loseAcks(1);
    const pressed = scene.ada.clicksIn(asked, 'No, data is intact').catch(String);
    await scene.incident.shows('This is what it looks like');
    await first.kill();
    expect(await pressed).toContain('operation_timeout');

    await scene.start();
    await scene.ada.clicksIn(asked, 'No, data is intact');
    await scene.ada.isTold('That counted already');
    expect((await scene.journal()).filter(({ type }) => type === 'data.reportIntact')).toHaveLength(1);
  });

  test('while nobody runs is not acknowledged, so the person knows; the same question waits in the same message', async () => {
    const scene = await startCrashScene();
    const first = await scene.start();
    await scene.ada.says('/rollback shop');
    const asked = await scene.incident.shows('Is any data lost or corrupt');
    await first.kill();
    await scene.leasesRunOut('renderStatus');
    await scene.slack.waitFor('both connections to be gone', () => scene.slack.connections() === 0);
    await expect(scene.ada.clicksIn(asked, 'No, data is intact')).rejects.toThrow('dispatch_failed');

    await scene.start();
    await scene.incident.shows('Is any data lost or corrupt');
    await scene.ada.clicks('No, data is intact');
    const answered = await scene.incident.shows('This is what it looks like');
    expect(answered.ts).toBe(asked.ts);
    expect(scene.slack.messages('C0INCIDENTS')).toHaveLength(1);
  });
});
