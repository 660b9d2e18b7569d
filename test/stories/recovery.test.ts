import { describe, expect, test } from 'vitest';
import { THE_ERROR } from '#test/support/scene/start-ground.ts';
import { startScene, type Scene } from '#test/support/scene/start-scene.ts';
import { madeDurable, toMoved, toRecovered } from '#test/support/scene/walk-to.ts';

describe('After the move', () => {
  test('errors that go on are not recovered, and going forward again is one click away', async () => {
    const scene = await startScene();
    const { ada, incident, good, bad } = scene;
    await toMoved(scene);
    await scene.passes(20_000, { message: THE_ERROR, release: good.commit, perSecond: 10 });
    await scene.passes(1_000);
    await incident.shows('Not recovered');
    expect(incident.offers()).toEqual(expect.arrayContaining([`Go forward again to ${bad.commit.slice(0, 7)}`, 'Take another way']));

    await ada.clicks('Go forward again to');
    await scene.slack.waitFor('production to be as before', () => scene.vercel.aliasOf('shop.example.com') === bad.id);
    expect(scene.moves()).toEqual([`rollback ${good.id}`, `promote ${bad.id}`]);
  });

  test('a new error of the old code is said as what it is: one outage traded for another', async () => {
    const scene = await startScene();
    await toMoved(scene);
    await scene.passes(20_000, { message: 'column "total" does not exist', release: scene.good.commit, perSecond: 10 });
    await scene.passes(1_000);
    const said = await scene.incident.says('traded one outage for another');
    expect(said).toContain('column "total" does not exist');
    await scene.incident.shows('Not recovered');
  });

  test('no traffic is never recovery, however long it lasts', async () => {
    const scene = await startScene({ deadline: '60s' });
    await toMoved(scene);
    scene.clock.advance(30_000);
    await scene.incident.shows('0 requests in the');
    scene.clock.advance(31_000);
    await scene.incident.shows('Nobody can tell yet whether it is recovered');
    expect(await scene.incident.says('Cannot tell whether it is recovered')).toContain('since the move, so 0 errors prove nothing.');
    expect(scene.incident.said()).not.toContain('Recovered so far');
  });

  test('a tracker that shows nothing new is never recovery', async () => {
    const scene = await startScene({ deadline: '60s' });
    await toMoved(scene);
    scene.sentry.set({ stalled: true });
    await scene.passes(30_000);
    await scene.passes(1_000);
    await scene.slack.waitFor(
      'a test event that is held back',
      () => scene.sentry.events.filter(({ title }) => title === 'Switchback heartbeat').length > 2,
    );
    await scene.passes(30_000);
    await scene.incident.shows('Nobody can tell yet whether it is recovered');
    expect(scene.incident.said()).not.toContain('Recovered so far');
  });

  test('without test events nothing proves that the tracker is not just late', async () => {
    const scene = await startScene({ heartbeatsLost: true, deadline: '60s' });
    await toMoved(scene);
    await scene.passes(61_000);
    await scene.passes(1_000);
    await scene.incident.shows('Nobody can tell yet whether it is recovered');
    expect(scene.incident.said()).not.toContain('Recovered so far');
  });

  test('a tracker that refuses the token cannot be looked at, which is not recovery', async () => {
    const scene = await startScene({ deadline: '60s' });
    await toMoved(scene);
    scene.sentry.set({ tokenRefused: true });
    await scene.passes(61_000);
    await scene.passes(1_000);
    expect(await scene.incident.says('Could not look at the error rate')).toContain('401');
    expect(scene.incident.said()).not.toContain('Recovered so far');
  });

  test('a person may accept it without proof, and the outcome says so', async () => {
    const scene = await startScene({ deadline: '60s' });
    const { ada, cyd, incident } = scene;
    await toMoved(scene);
    scene.clock.advance(61_000);
    await incident.shows('Nobody can tell yet whether it is recovered');
    await ada.answers('Accept without proof', { words: 'It is night and nobody orders; the page works' });
    await madeDurable(scene);
    await incident.shows('Closed');
    expect(await incident.says('Closed. What happened')).toContain(
      'accepted without proof, because “It is night and nobody orders; the page works”',
    );
    expect(await cyd.says('/rollback history')).toContain('accepted without proof');
    expect(incident.said()).not.toContain('Recovered so far');
  });

  describe('recovered is so far', () => {
    const again = async (scene: Scene): Promise<void> => {
      await scene.passes(20_000, { message: THE_ERROR, release: scene.good.commit, perSecond: 10 });
      await scene.passes(1_000);
    };
    const inTheChannel = (scene: Scene): string[] =>
      scene.slack
        .thread('C0INCIDENTS', scene.incident.root().ts)
        .filter((message) => message.broadcast)
        .map(({ text }) => text);

    test('a relapse is told at once, in thread and channel, and the question is open again', async () => {
      const scene = await startScene();
      await toRecovered(scene);
      expect(inTheChannel(scene)).toEqual(['Recovered so far']);
      await scene.ada.clicks('Done');
      await scene.incident.shows('Verify the new build');
      await again(scene);
      await scene.incident.shows('Not recovered');
      expect(await scene.incident.says('Failing again')).toContain('It came back: after');
      expect(inTheChannel(scene)).toEqual(['Recovered so far', 'Failing again']);
      expect(scene.incident.offers()).toEqual(expect.arrayContaining(['Take another way']));
    });

    test('and watched after the incident is closed without a row for each look', async () => {
      const scene = await startScene();
      await toRecovered(scene);
      await madeDurable(scene);
      await scene.incident.says('Closed. What happened');
      const beats = () => scene.sentry.events.filter(({ title }) => title === 'Switchback heartbeat').length;
      const looked = (times: number) => scene.slack.waitFor(`${times} looks after closing`, () => beats() >= times);
      await looked(beats() + 2);
      const before = await scene.rows();
      await looked(beats() + 4);
      expect(await scene.rows()).toEqual(before);
    });

    test('and watched after the incident is closed: a relapse is told although the bot was restarted', async () => {
      const scene = await startScene();
      await toRecovered(scene);
      await madeDurable(scene);
      await scene.incident.shows('Closed');
      await scene.restartBot();
      await again(scene);
      expect(await scene.incident.says('Failing again after the incident was closed')).toContain('Type `/rollback` to open a new one.');
      expect(inTheChannel(scene)).toEqual(['Recovered so far', 'Failing again after the incident was closed']);
    });
  });
});
