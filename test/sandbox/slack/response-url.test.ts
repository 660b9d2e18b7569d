import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack, SlackOptions } from '#sandbox/slack/start-slack.ts';
import { client, post, socketApp, workspace } from './workspace.ts';

const BUTTON = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }] }];

/** An app that answers every command and press with the next of the responses, through the response URL. */
async function responding(responses: object[], options: Partial<SlackOptions> = {}): Promise<{ slack: Slack; outcomes: unknown[] }> {
  const slack = await workspace(options);
  const outcomes: unknown[] = [];
  const respondWith = async (respond: (message: object) => Promise<unknown>) => {
    for (const response of responses) {
      outcomes.push(
        await respond(response).then(
          () => 'ok',
          (error: { statusCode: number }) => error.statusCode,
        ),
      );
    }
  };
  await socketApp(slack, (app) => {
    app.command('/beam', async ({ ack, respond }) => {
      await ack('on it');
      await slack.waitFor('the acknowledgement', () => slack.ephemerals('U_ADA').length > 0);
      await respondWith(respond);
    });
    app.action('go', async ({ ack, respond }) => {
      await ack();
      await respondWith(respond);
    });
  });
  return { slack, outcomes };
}

test('a response is for the person alone unless it says otherwise', async () => {
  const { slack, outcomes } = await responding([{ text: 'psst' }, { text: 'everyone', response_type: 'in_channel' }]);
  await slack.person('U_ADA').says('C_OPS', '/beam');
  await slack.waitFor('both responses', () => outcomes.length === 2);
  expect(slack.ephemerals('U_ADA').map(plainText)).toEqual(['on it', 'psst']);
  expect(slack.messages('C_OPS').map(plainText)).toEqual(['everyone']);
});

test('what a command was answered with can be replaced', async () => {
  const { slack, outcomes } = await responding([{ text: 'done', replace_original: true }]);
  await slack.person('U_ADA').says('C_OPS', '/beam');
  await slack.waitFor('the response', () => outcomes.length === 1);
  expect(slack.ephemerals('U_ADA').map(plainText)).toEqual(['done']);
});

test('an ephemeral message can be replaced and deleted through its press', async () => {
  const { slack, outcomes } = await responding([
    { text: 'pressed', blocks: BUTTON, replace_original: true },
    { delete_original: true },
    { delete_original: true },
  ]);
  await client(slack).chat.postEphemeral({ channel: 'C_OPS', user: 'U_ADA', text: 'press me', blocks: BUTTON });
  const [message] = slack.ephemerals('U_ADA');
  if (message === undefined) throw new Error('nothing was posted');
  const pressed = slack.waitFor('the replacement', () => slack.ephemerals('U_ADA').find((one) => one.text === 'pressed'));
  await slack.person('U_ADA').clicks(message, 'Go');
  expect(await pressed).toMatchObject({ ts: message.ts, visibleTo: 'U_ADA' });
  await slack.waitFor('the responses', () => outcomes.length === 3);
  expect(outcomes).toEqual(['ok', 'ok', 404]);
  expect(slack.ephemerals('U_ADA')).toEqual([]);
});

test('a response can go into a thread', async () => {
  const { slack, outcomes } = await responding([]);
  const root = await post(slack, { text: 'root', blocks: BUTTON });
  await slack.person('U_ADA').clicks(root, 'Go');
  const url = String(slack.deliveries[0]?.payload['response_url']);
  const send = async (body: object) => (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status;
  expect(await send({ text: 'inside', response_type: 'in_channel', thread_ts: root.ts })).toBe(200);
  expect(await send({ text: 'lost', response_type: 'in_channel', thread_ts: '1.0' })).toBe(400);
  expect(slack.thread('C_OPS', root.ts).map((message) => message.text)).toEqual(['root', 'inside']);
  expect(outcomes).toEqual([]);
});

test('a response URL works five times', async () => {
  const { slack, outcomes } = await responding(Array.from({ length: 6 }, (_, index) => ({ text: `${index}` })));
  await slack.person('U_ADA').says('C_OPS', '/beam');
  await slack.waitFor('all responses', () => outcomes.length === 6);
  expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 404]);
});

test('a response URL works for thirty minutes', async () => {
  const clock = { now: 1_700_000_000_000 };
  const { slack } = await responding([], { now: () => clock.now });
  await slack.person('U_ADA').says('C_OPS', '/beam');
  const url = String(slack.deliveries[0]?.payload['response_url']);
  const send = async () => (await fetch(url, { method: 'POST', body: '{"text":"x"}' })).text();
  clock.now += 30 * 60_000;
  expect(await send()).toBe('ok');
  clock.now += 1;
  expect(await send()).toBe('expired_url');
});

test('a response that Slack would not show is refused', async () => {
  const { slack, outcomes } = await responding([{}, { text: 'x', blocks: [{ type: 'lamp' }] }, { text: 7 }]);
  await slack.person('U_ADA').says('C_OPS', '/beam');
  await slack.waitFor('all responses', () => outcomes.length === 3);
  expect(outcomes).toEqual([400, 400, 400]);
});
