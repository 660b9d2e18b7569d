import { describe, expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';
import { toMoved, toRecovered, toTheConfirmation, toTheRecommendation } from '#test/support/scene/walk-to.ts';

describe('A message whose answer was lost', () => {
  test('is there once, be it the incident itself', async () => {
    const scene = await startScene({
      before: ({ slack: { faults } }) => faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' }),
    });
    await scene.ada.says('/rollback shop');
    await scene.leaseOf('renderStatus').runsOut();
    await scene.incident.says('What was found');
    expect(scene.slack.messages('C0INCIDENTS')).toHaveLength(1);
  });

  test('is there once in the thread', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
    await scene.ada.clicks('Roll back to');
    await scene.leaseOf('say').runsOut();
    await scene.incident.says('is marked as');
    expect(scene.incident.said().filter((text) => text === 'Has production moved back?')).toHaveLength(1);
  });

  test('with a server error is looked for, and then said', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.slack.faults.on('chat.postMessage', { kind: 'serverError', status: 503 });
    await scene.ada.clicks('Roll back to');
    await scene.leaseOf('say').runsOut();
    await scene.incident.says('is marked as');
    expect(scene.incident.said().filter((text) => text === 'Has production moved back?')).toHaveLength(1);
  });
});

test('Slack asks to wait: everything is said all the same, once', async () => {
  const scene = await startScene();
  const { slack, incident } = scene;
  await toTheRecommendation(scene);
  slack.faults.on('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 1 }, 2);
  slack.faults.on('chat.update', { kind: 'rateLimited', retryAfterSeconds: 1 });
  await scene.ada.clicks('Confirm: app bug');
  await scene.ada.clicks('Roll back to');
  await incident.says('Has production moved back?');
  await incident.says('is marked as');
  expect(incident.said().filter((text) => text === 'Has production moved back?')).toHaveLength(1);
  expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
});

test('A workspace without the newer blocks gets the same in classic ones', async () => {
  const scene = await startScene({ before: ({ slack }) => slack.faults.acceptNewBlocks(false) });
  await toRecovered(scene);
  const recovered = scene.slack.thread('C0INCIDENTS', scene.incident.root().ts).filter(({ text }) => text === 'Recovered so far');
  expect(recovered).toHaveLength(1);
  expect(recovered[0]?.blocks.map(({ type }) => type)).not.toContain('data_visualization');
  expect(await scene.incident.says('Recovered so far: ')).toContain('errors/min');
});

describe('A connection that Slack recycles', () => {
  test('during a walk loses no click: the other one takes it', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.slack.faults.disconnect('refresh_requested');
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
  });

  test('is opened again', async () => {
    const scene = await startScene();
    await scene.ada.says('/rollback shop');
    await scene.incident.shows('Is any data lost or corrupt');
    scene.slack.faults.disconnect('refresh_requested');
    await scene.slack.waitFor('two connections again', () => scene.slack.connections() === 2, 10_000);
    await scene.ada.clicks('No, data is intact');
    await scene.incident.shows('This is what it looks like');
    expect((await scene.journal()).map(({ type }) => type)).toContain('data.reportIntact');
  });
});

test('An acknowledgement that Slack did not get changes nothing: the click counted once', async () => {
  const scene = await startScene();
  await toTheConfirmation(scene);
  scene.slack.faults.loseAcks(1);
  await expect(scene.ada.clicks('Roll back to')).rejects.toThrow('operation_timeout');
  await scene.incident.says('Has production moved back?');
  expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
});

test('Over HTTP the same walk is the same', async () => {
  const scene = await startScene({ overHttp: true });
  await toMoved(scene);
  expect(scene.slack.connections()).toBe(0);
  expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
});
