import { describe, expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';
import { toTheConfirmation } from '#test/support/scene/walk-to.ts';

test('A press in the very moment in which the bot connects counts, and needs no second one', async () => {
  const scene = await startScene();
  const { ada, incident, slack } = scene;
  await ada.says('/rollback shop');
  const shown = await incident.shows('Is any data lost or corrupt');
  const pressed: Promise<void>[] = [];
  await scene.restartBot(() => {
    pressed.push(
      slack
        .waitFor('a connection', () => slack.connections() > 0 || undefined, 25_000)
        .then(() => ada.clicksIn(shown, 'No, data is intact')),
    );
  });
  await Promise.all(pressed);
  await incident.shows('This is what it looks like');
  expect(scene.errors()).toEqual([]);
});

describe('A press that comes too late', () => {
  test('in an old window does nothing, and says privately who was faster and what is asked now', async () => {
    const scene = await startScene();
    const { ada, ben, incident } = scene;
    await ada.says('/rollback shop');
    const old = await incident.shows('Is any data lost or corrupt');
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');

    await ben.clicksIn(old, 'Yes, or the code is gone');
    const told = await ben.isTold('out of date');
    expect(told).toContain('That button is out of date, so nothing was done. Last: data reported intact by @U0ADA');
    expect(told).toContain('Now: This is what it looks like');
    await incident.shows('This is what it looks like');
    expect((await scene.journal()).some(({ by }) => by === ben.id)).toBe(false);
  });

  test('as the second half of a double click does nothing twice', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    const shown = scene.incident.root();
    await Promise.all([scene.ada.clicksIn(shown, 'Roll back to'), scene.ada.clicksIn(shown, 'Roll back to')]);
    expect(await scene.ada.isTold('That counted already')).toContain('Nothing happened twice.');
    await scene.incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
    expect((await scene.journal()).filter(({ type }) => type === 'move.confirm')).toHaveLength(1);
  });

  test('by one of two responders at once: one move, and the other is told', async () => {
    const scene = await startScene();
    const { ada, ben, incident } = scene;
    await toTheConfirmation(scene);
    const shown = incident.root();
    await Promise.all([ada.clicksIn(shown, 'Roll back to'), ben.clicksIn(shown, 'Roll back to')]);
    await incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
    expect([...ada.told(), ...ben.told()].filter((text) => text.includes('out of date'))).toHaveLength(1);
  });

  test('after the end is told that it is closed', async () => {
    const scene = await startScene();
    const { ada, ben, incident } = scene;
    await ada.says('/rollback shop');
    const old = await incident.shows('Is any data lost or corrupt');
    await ada.answers('Cancel the incident', { words: 'A false alarm' });
    await incident.shows('Closed');
    await ben.clicksIn(old, 'No, data is intact');
    expect(await ben.isTold('out of date')).toContain('Now: Closed');
  });

  test('in a modal that was open meanwhile says so in the modal', async () => {
    const scene = await startScene();
    const { ada, ben, incident, slack } = scene;
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost or corrupt');
    await ada.clicks('Cancel the incident');
    const view = await slack.waitFor('the modal', () => slack.openView(ada.id));
    await ben.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
    await slack.person(ada.id).submits(view, { words: 'A false alarm' });
    await slack.waitFor('the modal to say so', () => JSON.stringify(slack.openView(ada.id)?.blocks).includes('That button is out of date'));
    expect((await scene.journal()).some(({ type }) => type === 'incident.cancel')).toBe(false);
  });
});

describe('The same command twice', () => {
  test('says that an incident is open already, and where', async () => {
    const { ada, ben, slack, incident } = await startScene();
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost or corrupt');
    const answer = await ben.says('/rollback shop');
    expect(answer).toMatch(
      /^An incident for `shop` is open already: <https:\/\/sandbox\.slack\.com\/archives\/C0INCIDENTS\/p\d+\|inc-\w+>, in <#C0INCIDENTS> since /,
    );
    expect(answer).toContain('No second one was opened; go on there.');
    expect(slack.messages('C0INCIDENTS')).toHaveLength(1);
  });

  test('at the same moment opens one incident', async () => {
    const { ada, ben, slack, incident } = await startScene();
    const answers = await Promise.all([ada.says('/rollback shop'), ben.says('/rollback shop')]);
    expect(answers.filter((text) => text === '')).toHaveLength(1);
    expect(answers.filter((text) => text.includes('is open already'))).toHaveLength(1);
    await incident.shows('Is any data lost or corrupt');
    expect(slack.messages('C0INCIDENTS')).toHaveLength(1);
  });
});
