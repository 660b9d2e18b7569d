import { expect, test } from 'vitest';
import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { socketApp, workspace } from './workspace.ts';

test('a message shortcut reaches the app with the message', async () => {
  const slack = await workspace();
  const heard: MessageShortcut[] = [];
  await socketApp(slack, (app) =>
    app.shortcut<MessageShortcut>('log_this', async ({ ack, shortcut }) => {
      heard.push(shortcut);
      await ack();
    }),
  );
  const message = slack.person('U_BOB').writes('C_OPS', 'fog');
  expect((await slack.person('U_ADA').usesShortcut('log_this', message)).ok).toBe(true);
  expect(heard).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'log_this',
      user: { id: 'U_ADA' },
      channel: { id: 'C_OPS' },
      message: { ts: message.ts, user: 'U_BOB', text: 'fog' },
    },
  ]);
});

test('a global shortcut knows who and not where', async () => {
  const slack = await workspace();
  const heard: GlobalShortcut[] = [];
  await socketApp(slack, (app) =>
    app.shortcut<GlobalShortcut>('open_log', async ({ ack, shortcut }) => {
      heard.push(shortcut);
      await ack();
    }),
  );
  await slack.person('U_ADA').usesShortcut('open_log');
  expect(heard).toMatchObject([{ type: 'shortcut', callback_id: 'open_log', user: { id: 'U_ADA' } }]);
  expect(heard[0]).not.toHaveProperty('channel');
});

test('a shortcut that the manifest does not declare cannot be used', async () => {
  const slack = await workspace();
  await expect(slack.person('U_ADA').usesShortcut('log_this')).rejects.toThrow('The manifest has no global shortcut log_this');
});

test('the app hears the messages of its channels and its own name', async () => {
  const slack = await workspace();
  const heard: string[] = [];
  await socketApp(slack, (app) => {
    app.event('message', async ({ event }) => void heard.push(`message ${'text' in event ? event.text : ''}`));
    app.event('app_mention', async ({ event }) => void heard.push(`mention by ${event.user}`));
  });
  slack.person('U_ADA').writes('C_OPS', `<@${slack.botUserId}> look`);
  slack.person('U_ADA').writes('C_EMPTY', 'not for the app');
  await slack.waitFor('both events', () => heard.length === 2);
  expect(heard.toSorted()).toEqual(['mention by U_ADA', `message <@${slack.botUserId}> look`]);
});

test('the app hears when the members of a group change', async () => {
  const slack = await workspace();
  const heard: object[] = [];
  await socketApp(slack, (app) => app.event('subteam_members_changed', async ({ event }) => void heard.push(event)));
  slack.setGroupMembers('S_KEEPERS', ['U_BOB']);
  await slack.waitFor('the event', () => heard.length === 1);
  expect(heard).toMatchObject([{ subteam_id: 'S_KEEPERS', added_users: ['U_BOB'], removed_users: ['U_ADA'] }]);
});

test('an event that the manifest does not subscribe to is not sent', async () => {
  const slack = await workspace({
    manifest: {
      display_information: { name: 'Deaf' },
      features: {},
      oauth_config: { scopes: { bot: [] } },
    },
  });
  slack.person('U_ADA').writes('C_OPS', 'hello');
  expect(slack.deliveries).toEqual([]);
});

test('an event that is not acknowledged is sent again, as often as there are delays, and says so', async () => {
  const slack = await workspace({ ackDeadlineMs: 400, eventRetryDelaysMs: [0, 10] });
  const heard: unknown[] = [];
  slack.faults.loseAcks(2);
  await socketApp(slack, (app) => app.event('message', async ({ context }) => void heard.push([context.retryNum, context.retryReason])));
  slack.person('U_ADA').writes('C_OPS', 'hello');
  await slack.waitFor('the third attempt', () => slack.deliveries.some((delivery) => delivery.outcome === 'acked'));
  expect(heard).toEqual([
    [0, ''],
    [1, 'http_timeout'],
    [2, 'http_timeout'],
  ]);
  expect(new Set(slack.deliveries.map((delivery) => delivery.payload['event_id'])).size).toBe(1);
});
