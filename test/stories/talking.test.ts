import { describe, expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';
import { toTheConfirmation, toTheRecommendation } from '#test/support/scene/walk-to.ts';

describe('A person', () => {
  test('overrides the class with a reason, which is recorded', async () => {
    const scene = await startScene();
    await toTheRecommendation(scene);
    await scene.ada.answers('It is something else', { class: 'not the deploy', words: 'The payment provider is down' });
    await scene.incident.shows('not the deploy');
    const override = (await scene.journal()).find(({ type }) => type === 'class.override');
    expect(override).toMatchObject({ by: scene.ada.id, payload: { class: 'not the deploy', reason: 'The payment provider is down' } });
    expect(scene.moves()).toEqual([]);
  });

  test('goes back one question, and answers it otherwise', async () => {
    const scene = await startScene();
    const { ada, incident } = scene;
    await toTheRecommendation(scene);
    await ada.clicks('Go back one question');
    await incident.shows('Is any data lost or corrupt');
    await ada.clicks('Yes, or the code is gone');
    await incident.shows('This is what it looks like');
    expect(incident.offers()).toContain('Confirm: catastrophic');
  });

  test('hands the incident over, and everybody sees to whom', async () => {
    const scene = await startScene();
    await toTheRecommendation(scene);
    await scene.ada.answers('Hand over', { person: scene.ben.id });
    expect(await scene.incident.says('Handed over')).toContain('@U0ADA handed the incident to @U0BEN');
    await scene.incident.shows('This is what it looks like');
  });

  test('adds a note at any time, also while the question changes', async () => {
    const scene = await startScene();
    const { ada, ben, incident, slack } = scene;
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost or corrupt');
    await ben.clicks('Add a note');
    const view = await slack.waitFor('the modal', () => slack.openView(ben.id));
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
    expect((await slack.person(ben.id).submits(view, { words: 'Support is told' })).ok).toBe(true);
    expect(await incident.says('Note')).toContain('@U0BEN: Support is told');
  });

  test('cancels with a reason, and nothing was touched', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    await scene.ada.answers('Cancel the incident', { words: 'A false alarm' });
    await scene.incident.shows('Closed');
    expect(await scene.incident.says('Closed. What happened')).toContain('@U0ADA: cancelled, because “A false alarm”');
    expect(scene.moves()).toEqual([]);
    expect(scene.vercel.aliasOf('shop.example.com')).toBe(scene.bad.id);
  });

  test('gets the exact command to do it by hand, in private', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    await scene.cyd.clicks('Do it by hand');
    const told = await scene.cyd.isTold('Roll shop back by hand');
    expect(told).toContain(scene.good.id);
    expect(told).not.toContain(scene.vercel.access.token);
    expect(scene.moves()).toEqual([]);
  });

  test('writes what would act in Slack, and it is shown as they wrote it', async () => {
    const scene = await startScene();
    await toTheRecommendation(scene);
    await scene.ada.answers('Add a note', { words: '<!channel> see <https://evil.example|the runbook> & *hurry*' });
    await scene.incident.says('Note');
    const note = scene.slack.thread('C0INCIDENTS', scene.incident.root().ts).find(({ text }) => text.includes('Note'));
    expect(JSON.stringify(note?.blocks)).toContain('&lt;!channel&gt; see &lt;https://evil.example|the runbook&gt; &amp;');
  });
});

describe('Another target', () => {
  test('is looked at before it can be chosen; one that does not fit is refused', async () => {
    const scene = await startScene();
    const { ada, incident } = scene;
    await toTheConfirmation(scene);
    await ada.clicks(`Look at ${scene.older.commit.slice(0, 7)}`);
    await incident.shows('Refused: going back would make it worse');
    expect(scene.moves()).toEqual([]);
    await ada.clicks(`Look at ${scene.good.commit.slice(0, 7)}`);
    await incident.shows('Put production back?');
    await ada.clicks('Roll back to');
    await incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
  });

  test('behind a login that the bot has no secret for is not taken for a working one', async () => {
    const scene = await startScene({ vercel: { protectionBypass: 'open-sesame' } });
    await toTheRecommendation(scene);
    const found = await scene.incident.says('What was found');
    expect(found).toContain('Target probed');
    expect(found).toContain('Deployment Protection may be on');
  });

  test('behind a login that the bot has the secret for is asked', async () => {
    const scene = await startScene({ vercel: { protectionBypass: 'open-sesame' }, knowsBypass: true });
    await toTheRecommendation(scene);
    const found = await scene.incident.says('What was found');
    expect(found).toContain('answers on today');
    expect(found).not.toContain('open-sesame');
  });
});
