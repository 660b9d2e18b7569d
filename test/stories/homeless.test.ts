import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { PRIVATE } from '#test/support/scene/start-ground.ts';
import { startScene } from '#test/support/scene/start-scene.ts';

test('Typed where the bot cannot post, the incident goes to whoever typed it, who is told; the next one brings it to the others', async () => {
  const scene = await startScene({ ownChannel: false });
  const { ada, ben, incident, slack } = scene;
  expect((await slack.person(ada.id).says(PRIVATE, '/rollback shop')).text).toBeNull();
  expect(await ada.isTold('my direct messages with')).toMatch(
    /^Incident inc-\w+ for `shop` is in my direct messages with @U0ADA, because I cannot post here\. To have it here, invite me and type `\/rollback shop` again\.$/,
  );
  expect(slack.messages('DU0ADA').map(({ text }) => text)).toHaveLength(1);

  expect(await ben.says('/rollback shop')).toContain('No second one was opened; I bring it here.');
  await incident.shows('Is any data lost or corrupt');
  await ben.clicks('No, data is intact');
  await incident.shows('This is what it looks like');
  expect(await incident.says('What was found')).toContain('What was found');
});

test('Where no place takes it whoever typed it hears the truth, and it comes to where it is typed next', async () => {
  const scene = await startScene({ ownChannel: false });
  const { ada, ben, incident, slack } = scene;
  slack.faults.on('chat.postMessage', { kind: 'refuse', error: 'messages_tab_disabled' }, 1000);
  await slack.person(ada.id).says(PRIVATE, '/rollback shop');
  expect(await ada.isTold('nobody sees it yet')).toContain('Slack refused the status message: messages_tab_disabled.');
  expect(await ben.says('/rollback shop')).toContain('its message could not be posted. No second one was opened; I bring it here.');
  slack.faults.clear();
  await incident.shows('Is any data lost or corrupt');
  expect(await incident.says('What was found')).toContain('What was found');
});

test('A private channel that the bot is invited to takes the incident when it is typed there again', async () => {
  const scene = await startScene({ ownChannel: false });
  const { ada, slack } = scene;
  await slack.person(ada.id).says(PRIVATE, '/rollback shop');
  await ada.isTold('my direct messages with');
  slack.inviteApp(PRIVATE);
  await slack.person(ada.id).says(PRIVATE, '/rollback shop');
  await slack.waitFor('the question in the private channel', () =>
    slack.messages(PRIVATE).some((message) => plainText(message).includes('Is any data lost or corrupt')),
  );
  expect(slack.messages(PRIVATE)).toHaveLength(1);
});

test.each(['cant_update_message', 'edit_window_closed'])(
  'From the moment Slack answers every edit with %s each question is posted anew, and can be answered',
  async (error) => {
    const scene = await startScene();
    const { ada, incident, slack } = scene;
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost or corrupt');
    slack.faults.on('chat.update', { kind: 'refuse', error }, 1000);
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
    await ada.clicks('Confirm: app bug');
    await incident.shows('Roll back to');
    expect(slack.messages('C0INCIDENTS').length).toBeGreaterThan(2);
  },
);

test('A channel that is archived in the middle hands the incident on, and nothing that was to be said is lost', async () => {
  const scene = await startScene();
  const { ada, slack } = scene;
  await slack.person(ada.id).says('C0INCIDENTS', '/rollback shop');
  await scene.incident.shows('Is any data lost or corrupt');
  slack.archive('C0INCIDENTS');
  await ada.answers('Add a note', { words: 'The channel is gone' });
  const note = await slack.waitFor('the note', () =>
    slack
      .messages('DU0ADA')
      .map(plainText)
      .find((text) => text.includes('The channel is gone')),
  );
  expect(note).toContain('*Note*\n@U0ADA: The channel is gone');
});
