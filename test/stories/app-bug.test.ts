import { expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';
import { madeDurable, toMoved, toTheRecommendation } from '#test/support/scene/walk-to.ts';
import { onEveryStore } from '#test/support/stores.ts';

onEveryStore('A live app bug', (stores) => {
  test('is rolled back in three clicks, proved, made durable and closed', async () => {
    const scene = await startScene({ storeUrl: await stores.newUrl() });
    const { ada, incident, vercel, sentry, good, bad } = scene;

    await ada.says('/rollback shop');
    expect(await incident.says('What was found')).toContain('*Errors began* with the deploy of');
    await ada.clicks('No, data is intact');
    await ada.clicks('Confirm: app bug');
    await ada.clicks('Roll back to');

    const swap = await incident.says('Has production moved back?');
    expect(swap).toContain(`The rollback to ${good.id} that we started succeeded.`);
    expect(swap).toContain(`All 2 production domains (eu.shop.example.com, shop.example.com) read back ${good.id}.`);
    expect(swap).toContain(`answered as ${good.id} 5 of 5 times.`);
    expect(swap).toContain('Confirmed by @U0ADA. Moved is not recovered: that proof comes next.');
    expect(await incident.says('Auto-assignment of production domains')).toContain('It is off now; it was on before the incident');
    expect(await incident.says('Release marked')).toContain(`rollback from ${bad.commit.slice(0, 12)}`);
    expect(vercel.autoAssign).toBe(false);

    await scene.passes(30_000);
    await scene.passes(1_000);
    expect(await incident.says('Recovered so far: ')).toContain('Errors per minute');

    await madeDurable(scene);
    await incident.shows('Closed');
    const timeline = await incident.says('Closed. What happened');
    expect(timeline).toContain('@U0ADA: move confirmed');
    expect(timeline).toContain('error rate: recovered');

    expect(scene.moves()).toEqual([`rollback ${good.id}`]);
    expect(vercel.autoAssign).toBe(true);
    const served = vercel.deployments.at(-1)?.id;
    expect(served).toBe('dpl_5e7e27f00000');
    expect(vercel.domains.map(({ name }) => vercel.aliasOf(name))).toEqual([served, served]);
    expect(sentry.deploys.map(({ release, environment }) => [release, environment])).toEqual([[good.commit, 'production']]);
    expect((await scene.journal()).filter(({ by }) => by === ada.id).map(({ type }) => type)).toEqual([
      'incident.opened',
      'data.reportIntact',
      'class.confirm',
      'move.confirm',
      'step.confirm',
      'step.confirm',
      'step.confirm',
      'step.confirm',
    ]);
    expect([...incident.said()].sort()).toEqual([
      'Auto-assignment of production domains',
      'Auto-assignment of production domains',
      'Closed. The timeline is here.',
      'Done: Merge a pull request that reverts the bad commit',
      'Done: Promote the new build',
      'Done: Smoke-test production',
      'Done: Verify the new build on its own URL',
      'Has production moved back?',
      'Recovered so far',
      'Release marked',
      'What was found',
    ]);
    expect(incident.offers()).toEqual([]);
    expect(scene.errors()).toEqual([]);
  });

  test('survives a restart of the bot between any two clicks', async () => {
    const scene = await startScene({ storeUrl: await stores.newUrl() });
    const { ada, incident, good, slack } = scene;
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost or corrupt');
    const { ts } = incident.root();
    await scene.restartBot();
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
    await scene.restartBot();
    await ada.clicks('Confirm: app bug');
    await incident.shows('Put production back?');
    await scene.restartBot();
    await ada.clicks('Roll back to');
    await incident.says('Has production moved back?');

    expect(scene.moves()).toEqual([`rollback ${good.id}`]);
    expect(slack.messages('C0INCIDENTS').map((message) => message.ts)).toEqual([ts]);
  });
});

test('Accepted, moved and recovered are said one after the other, each when it is known', async () => {
  const scene = await startScene();
  await toMoved(scene);
  expect(scene.incident.said()).not.toContain('Recovered so far');
  await scene.incident.shows('Is it recovered?');
});

test('A step that is not done is not taken as done: whoever says so is told what was read, and may insist', async () => {
  const scene = await startScene({ factTimeout: '10s' });
  const { ada, ben, incident } = scene;
  await toTheRecommendation(scene);
  await ada.answers('It is something else', { class: 'not live yet', words: 'It is still rolling out.' });
  await incident.shows('Abort the deploy');
  await ada.clicks('Done');
  const told = '“Abort the deploy” is not done, as far as I can read: a6a991e “Show when an invoice was paid” serves production.';
  await ada.isTold(told.replace('a6a991e', scene.bad.commit.slice(0, 7)));
  await incident.shows('Not so, as read: ');
  expect(incident.said()).not.toContain('Done: Abort the deploy');
  await ben.answers('It is done all the same', { words: 'It serves one domain that nobody uses.' });
  expect(await incident.says('Done: Abort the deploy')).toContain('⚠️ The bot had read otherwise: ');
  await incident.shows('Confirm that nothing moved');
  expect(scene.errors()).toEqual([]);
});

test('After the rollback the next merge is staged and takes no domain', async () => {
  const scene = await startScene();
  await toMoved(scene);
  await scene.push('f'.repeat(40), 'Ship the bug again');
  expect(scene.vercel.domains.map(({ name }) => scene.vercel.aliasOf(name))).toEqual([scene.good.id, scene.good.id]);
});
