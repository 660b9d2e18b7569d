import { describe, expect, test } from 'vitest';
import { startScene, type Scene } from '#test/support/scene/start-scene.ts';
import { toMoved, toTheConfirmation } from '#test/support/scene/walk-to.ts';

const everyDomain = ({ vercel }: Scene) => vercel.domains.map(({ name }) => vercel.aliasOf(name));

describe('A platform that refuses the rollback', () => {
  test('is asked to promote instead once a person says so, and auto-assignment is turned off right after', async () => {
    const scene = await startScene();
    const { ada, incident, vercel, good } = scene;
    await toTheConfirmation(scene);
    const body = {
      error: { code: 'payment_required', message: 'To roll back further than the previous production deployment, upgrade to pro' },
    };
    vercel.faults.on('rollback', { kind: 'answer', acts: false, status: 402, body });
    await ada.clicks('Roll back to');
    expect(await incident.says('The move did not go through')).toContain(
      '(402): To roll back further than the previous production deployment',
    );
    await incident.shows('The platform refused the rollback');
    expect(everyDomain(scene)).toEqual([scene.bad.id, scene.bad.id]);

    await ada.clicks('Promote it instead');
    await incident.says('Has production moved?');
    await scene.slack.waitFor('auto-assignment to be off', () => !vercel.autoAssign);
    expect(scene.moves()).toEqual([`rollback ${good.id}`, `promote ${good.id}`]);
    expect(everyDomain(scene)).toEqual([good.id, good.id]);
    expect(vercel.requests.filter(({ route }) => route === 'update project').map(({ body: sent }) => sent)).toEqual([
      '{"autoAssignCustomDomains":false}',
    ]);
  });
});

describe('Compare and set:', () => {
  test('somebody else’s deploy between the confirmation and the write stops it', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    const other = await scene.push('e'.repeat(40), 'Somebody else’s fix');
    await scene.ada.clicks('Roll back to');
    const said = await scene.incident.says('The move did not go through');
    expect(said).toContain(`When this was confirmed ${scene.bad.id} was live; now ${other.id} is live. Nothing was sent.`);
    expect(scene.moves()).toEqual([]);
    expect(everyDomain(scene)).toEqual([other.id, other.id]);
    await scene.ada.clicks('Gather the facts again');
    await scene.incident.says('Somebody else’s fix');
  });

  test('production that is there already is not moved again', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.moveAsSomeoneElse('rollback', scene.good.id);
    await scene.slack.waitFor('their move to end', () => scene.vercel.job?.status === 'succeeded');
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([]);
  });

  test('somebody else’s move under way stops it', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.failJobs({ kind: 'stuck' });
    scene.vercel.moveAsSomeoneElse('rollback', scene.older.id);
    await scene.ada.clicks('Roll back to');
    expect(await scene.incident.says('The move did not go through')).toContain(
      `Another move (rollback to ${scene.older.id}) is under way, so nothing was sent.`,
    );
    expect(scene.moves()).toEqual([]);
  });

  test('a rolling release that began meanwhile stops it', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    const canary = await scene.vercel.addDeployment({
      commit: 'c'.repeat(40),
      message: 'canary',
      author: 'mara',
      origin: scene.bad.app.origin,
    });
    scene.vercel.startRollingRelease(canary.id, 10);
    await scene.ada.clicks('Roll back to');
    expect(await scene.incident.says('The move did not go through')).toContain('rolling release');
    expect(scene.moves()).toEqual([]);
  });
});

describe('A lost answer to the one request', () => {
  test('that landed is found by reading, never sent again', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.faults.on('rollback', { kind: 'reset', acts: true }, 1);
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
    expect(everyDomain(scene)).toEqual([scene.good.id, scene.good.id]);
  });

  test('that never came at all is a time-out, and read back alike', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.faults.on('rollback', { kind: 'hang', acts: true }, 1);
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
  });

  test('that did not land is sent once more when it can no longer land', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.faults.on('rollback', { kind: 'reset', acts: false }, 1);
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`, `rollback ${scene.good.id}`]);
    expect((await scene.journal()).filter(({ type }) => type === 'move.accepted')).toHaveLength(1);
  });

  test('about which reading cannot tell is asked of a person, who looks again', async () => {
    const scene = await startScene();
    const { ada, incident, vercel, good, bad } = scene;
    await toTheConfirmation(scene);
    vercel.faults.on('rollback', { kind: 'reset', acts: false }, 1);
    await ada.clicks('Roll back to');
    await scene.slack.waitFor('the request to leave', () => scene.moves().length === 1);
    vercel.pointDomain('eu.shop.example.com', good.id);
    await incident.shows('Nobody can tell whether the platform took it');
    expect(scene.moves()).toEqual([`rollback ${good.id}`]);

    vercel.pointDomain('eu.shop.example.com', bad.id);
    await ada.clicks('Look again');
    await incident.says('Has production moved back?');
    expect((await scene.journal()).map(({ type }) => type)).toContain('look.again');
    expect(everyDomain(scene)).toEqual([good.id, good.id]);
  });
});

describe('A job of the platform', () => {
  test('that fails half-way names the domains that stayed behind', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.failJobs({ kind: 'partial', failedDomains: ['eu.shop.example.com'] });
    await scene.ada.clicks('Roll back to');
    expect(await scene.incident.says('The move did not go through')).toContain('not moved: eu.shop.example.com.');
    await scene.incident.shows('The move did not go through');
    expect(scene.incident.said()).not.toContain('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
  });

  test('of somebody else after ours is never taken for ours', async () => {
    const scene = await startScene();
    const { ada, incident, vercel, older } = scene;
    await toTheConfirmation(scene);
    vercel.failJobs({ kind: 'stuck' });
    await ada.clicks('Roll back to');
    await incident.shows('Accepted; the platform is moving the domains');
    vercel.failJobs(null);
    vercel.moveAsSomeoneElse('rollback', older.id);
    expect(await incident.says('The move did not go through')).toContain(`Somebody else started a move to ${older.id} meanwhile.`);
    expect(incident.said()).not.toContain('Has production moved back?');
  });

  test('that takes its time is waited for: accepted is not moved', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    scene.vercel.failJobs({ kind: 'stuck' });
    await scene.ada.clicks('Roll back to');
    await scene.incident.shows('Accepted; the platform is moving the domains');
    expect(scene.incident.said()).not.toContain('Has production moved back?');
  });
});

test('A rolling release that is active is told as it is, and nothing is taken for live', async () => {
  const scene = await startScene();
  const canary = await scene.vercel.addDeployment({
    commit: 'c'.repeat(40),
    message: 'canary',
    author: 'mara',
    origin: scene.bad.app.origin,
  });
  scene.vercel.startRollingRelease(canary.id, 10);
  await scene.ada.says('/rollback shop');
  expect(await scene.incident.says('What was found')).toContain(`A rolling release is active: ${canary.id} gets 10 % of the traffic.`);
  await scene.ada.clicks('No, data is intact');
  await scene.incident.shows('Is the suspected deploy serving production?');
});

test('Auto-assignment that somebody turns on meanwhile is said, and turned off by a button', async () => {
  const scene = await startScene();
  await toMoved(scene);
  expect(scene.vercel.autoAssign).toBe(false);
  scene.vercel.setAutoAssign(true);
  await scene.passes(1_000);
  expect(await scene.incident.says('Somebody turned auto-assignment on')).toContain('the next merge would now take the production domains');
  await scene.ada.clicks('Turn auto-assignment off again');
  await scene.slack.waitFor('auto-assignment to be off', () => !scene.vercel.autoAssign);
  expect(scene.incident.said().filter((text) => text === 'Somebody turned auto-assignment on')).toHaveLength(1);
});
