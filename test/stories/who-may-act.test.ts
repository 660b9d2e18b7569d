import { describe, expect, test } from 'vitest';
import { ONCALL } from '#test/support/scene/start-ground.ts';
import { startScene } from '#test/support/scene/start-scene.ts';
import { toTheConfirmation, toTheRecommendation } from '#test/support/scene/walk-to.ts';

describe('A bystander', () => {
  test('cannot open an incident, and is told privately who can', async () => {
    const { cyd, slack } = await startScene();
    expect(await cyd.says('/rollback shop')).toBe(
      'You are not a responder of `shop`, so nothing was opened. These can: <@U0ADA>, <@U0BEN>, <@U0DOT>.',
    );
    expect(slack.messages('C0INCIDENTS')).toEqual([]);
  });

  test('cannot answer a question, and is told privately who can', async () => {
    const { ada, cyd, incident, journal } = await startScene();
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost or corrupt');
    await cyd.clicks('No, data is intact');
    expect(await cyd.isTold('This needs')).toBe('This needs the role responder, so nothing was done. These can: @U0ADA, @U0BEN, @U0DOT.');
    expect((await journal()).some(({ by }) => by === cyd.id)).toBe(false);
    expect(ada.told()).toEqual([]);
  });

  test('cannot even see a move through that everybody agreed on', async () => {
    const scene = await startScene();
    await toTheConfirmation(scene);
    await scene.cyd.clicks('Roll back to');
    await scene.cyd.isTold('This needs the role responder');
    expect(scene.moves()).toEqual([]);
  });
});

describe('Break-glass', () => {
  test('takes a written reason and a second person: nobody approves their own', async () => {
    const scene = await startScene({ migrated: true });
    const { ada, ben, cyd, incident, good } = scene;
    scene.good.app.fails('/invoices', 'column "total" does not exist');
    await toTheRecommendation(scene);
    await ada.clicks('Confirm: schema mistake');
    await ada.clicks('Re-point, if it is compatible');
    expect(await incident.says('Refused: going back would make it worse')).toContain('column "total" does not exist');
    expect(incident.offers().filter((label) => label.startsWith('Roll back'))).toEqual([]);

    await ada.answers('Break glass', { words: 'The errors are worse than a broken page' });
    await incident.shows('Break-glass: a second person must agree');
    await ada.clicks('I agree: roll back anyway');
    await ada.isTold('This needs the role approver');
    await cyd.clicks('I agree: roll back anyway');
    await cyd.isTold('This needs the role approver, so nothing was done. These can: @U0BEN, @U0DOT.');
    expect(scene.moves()).toEqual([]);

    await ben.clicks('I agree: roll back anyway');
    expect(await incident.says('@U0BEN agreed.')).toContain('@U0ADA asked: “The errors are worse than a broken page”\n@U0BEN agreed.');
    expect(await incident.says('Has production moved back?')).toContain('Confirmed by @U0ADA and @U0BEN.');
    expect(scene.moves()).toEqual([`rollback ${good.id}`]);
  });

  test('asked for by an approver still needs somebody else', async () => {
    const scene = await startScene({ migrated: true });
    const { ada, ben, dot, incident } = scene;
    scene.good.app.fails('/invoices', 'column "total" does not exist');
    await toTheRecommendation(scene);
    await ada.clicks('Confirm: schema mistake');
    await ada.clicks('Re-point, if it is compatible');
    await ben.answers('Break glass', { words: 'I know what I do' });
    await incident.shows('Break-glass: a second person must agree');
    await ben.clicks('I agree: roll back anyway');
    expect(await ben.isTold('somebody else')).toBe('You asked for it, so somebody else must approve. Nothing was done.');
    expect(scene.moves()).toEqual([]);
    await dot.clicks('Do not do it');
    await incident.shows('Refused: going back would make it worse');
    expect(scene.moves()).toEqual([]);
  });

  test('without a reason asks for one in the modal', async () => {
    const scene = await startScene({ migrated: true });
    scene.good.app.fails('/invoices', 'column "total" does not exist');
    await toTheRecommendation(scene);
    await scene.ada.clicks('Confirm: schema mistake');
    await scene.ada.clicks('Re-point, if it is compatible');
    const sent = await scene.ada.answers('Break glass', { words: '   ' });
    expect(sent.errors).toEqual({ words: 'Write a sentence; it is recorded.' });
    await scene.incident.shows('Refused: going back would make it worse');
  });
});

describe('A responder by user group', () => {
  test('may act also while another group of the configuration is disabled or deleted', async () => {
    const { cyd, ada, incident } = await startScene({ onCall: ['U0CYD'], approverGroups: ['S0GONE'] });
    expect(await cyd.says('/rollback shop')).toBe('');
    await cyd.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
    await ada.clicks('Confirm: app bug');
    expect(await ada.isTold('S0GONE')).toBe(
      'Whether you may act could not be read (user group S0GONE could not be read: it is disabled or deleted (no_such_subteam)), so nothing was done. Try again in a moment. These can: @U0BEN, @U0DOT, @subteam^S0ONCALL.',
    );
  });

  test('may act', async () => {
    const { cyd, incident } = await startScene({ onCall: ['U0CYD'] });
    expect(await cyd.says('/rollback shop')).toBe('');
    await cyd.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
  });

  test('who left the approvers a moment ago approves nothing', async () => {
    const scene = await startScene({ migrated: true, onCall: ['U0ADA', 'U0CYD'], approverGroups: [ONCALL] });
    const { ada, cyd, incident, slack } = scene;
    scene.good.app.fails('/invoices', 'column "total" does not exist');
    await toTheRecommendation(scene);
    await cyd.clicks('Confirm: schema mistake');
    await ada.clicks('Re-point, if it is compatible');
    await ada.answers('Break glass', { words: 'The errors are worse than a broken page' });
    await incident.shows('Break-glass: a second person must agree');
    slack.setGroupMembers(ONCALL, ['U0ADA']);
    await cyd.clicks('I agree: roll back anyway');
    expect(await cyd.isTold('This needs the role approver')).toContain('so nothing was done.');
    expect(scene.moves()).toEqual([]);
  });

  test('who left the group between the click and the move moves nothing', async () => {
    const claimed = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const scene = await startScene({
      onCall: ['U0ADA'],
      hooks: {
        afterClaim: async ({ kind }) => {
          if (kind !== 'startMove') return;
          claimed.resolve();
          await goOn.promise;
        },
      },
    });
    await toTheConfirmation(scene);
    await scene.ada.clicks('Roll back to');
    await claimed.promise;
    scene.slack.setGroupMembers(ONCALL, ['U0CYD']);
    goOn.resolve();
    expect(await scene.incident.says('The move did not go through')).toContain('is not responder of shop any more, so nothing was sent.');
    expect(scene.moves()).toEqual([]);
  });

  test('is not let through where Slack does not tell who is in the group', async () => {
    const { cyd, slack, incident } = await startScene({
      onCall: ['U0CYD'],
      before: ({ slack: { faults } }) => faults.on('usergroups.users.list', { kind: 'serverError', status: 500 }, 1000),
    });
    expect(await cyd.says('/rollback shop')).toContain('Whether you may act could not be read');
    expect(slack.messages('C0INCIDENTS')).toEqual([]);
    slack.faults.clear();
    expect(await cyd.says('/rollback shop')).toBe('');
    await incident.shows('Is any data lost or corrupt');
  });
});
