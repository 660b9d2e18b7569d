import { expect, test } from 'vitest';
import type { BlockAction } from '@slack/bolt';
import { buttons } from '#sandbox/slack/controls.ts';
import type { Message } from '#sandbox/slack/message.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { client, manifest, post, socketApp, workspace } from './workspace.ts';

const BLOCKS = [
  { type: 'section', block_id: 'ask', text: { type: 'mrkdwn', text: 'Turn the light?' } },
  {
    type: 'actions',
    block_id: 'answers',
    elements: [
      { type: 'button', action_id: 'turn', text: { type: 'plain_text', text: 'Turn' }, value: 'north', style: 'danger' },
      { type: 'button', action_id: 'leave', text: { type: 'plain_text', text: 'Leave' } },
      {
        type: 'static_select',
        action_id: 'colour',
        placeholder: { type: 'plain_text', text: 'Colour' },
        options: ['red', 'white'].map((value) => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value })),
      },
    ],
  },
];

async function question(slack: Slack): Promise<Message> {
  return post(slack, { text: 'question', blocks: BLOCKS, metadata: { event_type: 'q', event_payload: { n: 1 } } });
}

async function listening(slack: Slack): Promise<BlockAction[]> {
  const heard: BlockAction[] = [];
  await socketApp(slack, (app) =>
    app.action<BlockAction>(/.*/, async ({ ack, body }) => {
      heard.push(body);
      await ack();
    }),
  );
  return heard;
}

test('a press of a button reaches the app with who, where and what', async () => {
  const slack = await workspace();
  const heard = await listening(slack);
  const message = await question(slack);
  const result = await slack.person('U_ADA').clicks(message, 'Turn');
  expect(result).toEqual({ ok: true, error: null, latencyMs: expect.any(Number) });
  expect(heard[0]).toMatchObject({
    type: 'block_actions',
    user: { id: 'U_ADA', username: 'ada' },
    channel: { id: 'C_OPS', name: 'ops' },
    container: { type: 'message', message_ts: message.ts, is_ephemeral: false },
    message: { ts: message.ts, blocks: BLOCKS },
    actions: [{ type: 'button', action_id: 'turn', block_id: 'answers', value: 'north', style: 'danger' }],
  });
  expect(heard[0]?.message).not.toHaveProperty('metadata');
});

test('a choice in a select reaches the app, and stays chosen for the next press', async () => {
  const slack = await workspace();
  const heard = await listening(slack);
  const message = await question(slack);
  const ada = slack.person('U_ADA');
  await ada.clicks(message, { actionId: 'colour', value: 'red' });
  await ada.clicks(message, 'Leave');
  const red = { text: { type: 'plain_text', text: 'RED' }, value: 'red' };
  expect(heard[0]?.actions).toMatchObject([{ type: 'static_select', action_id: 'colour', selected_option: red }]);
  expect(heard[1]?.state?.values).toEqual({ answers: { colour: { type: 'static_select', selected_option: red } } });
});

test('a press of a button that is not there throws and names those that are', async () => {
  const slack = await workspace();
  const message = await question(slack);
  await expect(slack.person('U_ADA').clicks(message, 'Burn')).rejects.toThrow(
    'There is nothing called "Burn" here. To press: "Turn" (turn = north), "Leave" (leave), "Colour" (colour)',
  );
});

test('a choice that is not offered throws and names those that are', async () => {
  const slack = await workspace();
  const message = await question(slack);
  await expect(slack.person('U_ADA').clicks(message, { actionId: 'colour', value: 'blue' })).rejects.toThrow(
    '"Colour" does not offer "blue"; it offers red, white',
  );
});

test('two buttons that say the same are told apart by action id only', async () => {
  const slack = await workspace();
  const heard = await listening(slack);
  const twin = (action_id: string) => ({ type: 'button', action_id, text: { type: 'plain_text', text: 'Go' } });
  const message = await post(slack, { text: 'twins', blocks: [{ type: 'actions', elements: [twin('a'), twin('b')] }] });
  await expect(slack.person('U_ADA').clicks(message, 'Go')).rejects.toThrow('2 controls are called "Go" here');
  await slack.person('U_ADA').clicks(message, { actionId: 'b' });
  expect(heard.map((body) => body.actions[0]?.action_id)).toEqual(['b']);
});

test('a press uses what the message shows now; a stale window presses what it showed', async () => {
  const slack = await workspace();
  const heard = await listening(slack);
  const old = await question(slack);
  await client(slack).chat.update({ channel: 'C_OPS', ts: old.ts, text: 'answered', blocks: [] });
  const ada = slack.person('U_ADA');
  await expect(ada.clicks(old, 'Turn')).rejects.toThrow('There is nothing called "Turn" here. To press: nothing');
  expect((await ada.clicks(old, 'Turn', { asSeen: true })).ok).toBe(true);
  expect(heard).toHaveLength(1);
});

test('an ephemeral message can be pressed by its reader only, and its press carries no message', async () => {
  const slack = await workspace();
  const heard = await listening(slack);
  await client(slack).chat.postEphemeral({ channel: 'C_OPS', user: 'U_ADA', text: 'only you', blocks: BLOCKS });
  const [message] = slack.ephemerals('U_ADA');
  if (message === undefined) throw new Error('nothing was posted');
  await expect(slack.person('U_BOB').clicks(message, 'Turn')).rejects.toThrow(`U_BOB cannot see the message ${message.ts}`);
  await slack.person('U_ADA').clicks(message, 'Turn');
  expect(heard[0]).toMatchObject({ container: { is_ephemeral: true, message_ts: message.ts } });
  expect(heard[0]).not.toHaveProperty('message');
});

test('a press that nobody acknowledges is reported to the person and never sent again', async () => {
  const slack = await workspace({ ackDeadlineMs: 100 });
  await socketApp(slack);
  const message = await question(slack);
  expect((await slack.person('U_ADA').clicks(message, 'Turn')).error).toBe('operation_timeout');
  expect(slack.deliveries.filter((delivery) => delivery.kind === 'interactive')).toHaveLength(1);
});

test('without interactivity in the manifest a press fails', async () => {
  const slack = await workspace({ manifest: { ...manifest(), settings: {} } });
  const message = await question(slack);
  expect((await slack.person('U_ADA').clicks(message, 'Turn')).error).toBe('interactivity_disabled');
  expect(slack.deliveries).toEqual([]);
});

test('a button tells its style and what its confirmation dialog says', async () => {
  const slack = await workspace();
  const confirm = {
    title: { type: 'plain_text', text: 'Sure?' },
    text: { type: 'plain_text', text: 'Ships will notice.' },
    confirm: { type: 'plain_text', text: 'Turn' },
    deny: { type: 'plain_text', text: 'Stop' },
  };
  const button = { type: 'button', action_id: 'turn', text: { type: 'plain_text', text: 'Turn' }, style: 'danger', confirm };
  const message = await post(slack, {
    text: 'x',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Light' }, accessory: button }],
  });
  expect(buttons(message)).toMatchObject([
    { kind: 'button', label: 'Turn', actionId: 'turn', style: 'danger', confirm: ['Sure?', 'Ships will notice.', 'Turn', 'Stop'] },
  ]);
});
