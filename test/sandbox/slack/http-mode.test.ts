import { expect, test } from 'vitest';
import type { App } from '@slack/bolt';
import { freePort } from '#sandbox/children/free-port.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack, SlackOptions } from '#sandbox/slack/start-slack.ts';
import { httpApp, post, workspace } from './workspace.ts';

async function overHttp(register: (app: App) => void, options: Partial<SlackOptions> = {}): Promise<Slack> {
  const port = await freePort();
  const slack = await workspace({ requestUrl: `http://127.0.0.1:${port}/slack/events`, ...options });
  await httpApp(slack, port, register);
  return slack;
}

test('commands, presses and shortcuts arrive as signed forms and are acknowledged in the answer', async () => {
  const heard: string[] = [];
  const slack = await overHttp((app) => {
    app.command('/beam', async ({ ack, command }) => ack(`turning to ${command.text}`));
    app.action('go', async ({ ack, action }) => {
      heard.push(action.type);
      await ack();
    });
    app.shortcut('open_log', async ({ ack, shortcut }) => {
      heard.push(shortcut.type);
      await ack();
    });
  });
  const ada = slack.person('U_ADA');
  expect(await ada.says('C_OPS', '/beam north & south')).toMatchObject({ ok: true, text: 'turning to north & south' });
  expect(slack.ephemerals('U_ADA').map(plainText)).toEqual(['turning to north & south']);
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  const message = await post(slack, { text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
  expect((await ada.clicks(message, 'Go')).ok).toBe(true);
  expect((await ada.usesShortcut('open_log')).ok).toBe(true);
  expect(heard).toEqual(['button', 'shortcut']);
});

test('a modal is answered in the answer', async () => {
  const slack = await overHttp((app) => {
    app.command('/beam', async ({ ack, client, body }) => {
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'm',
          title: { type: 'plain_text', text: 'M' },
          submit: { type: 'plain_text', text: 'Go' },
          blocks: [REASON],
        },
      });
      await ack();
    });
    app.view('m', async ({ ack }) => ack({ response_action: 'errors', errors: { reason: 'no' } }));
  });
  await slack.person('U_ADA').says('C_OPS', '/beam');
  const view = slack.openView('U_ADA');
  if (view === null) throw new Error('no modal was opened');
  expect((await slack.person('U_ADA').submits(view, { reason: 'because' })).errors).toEqual({ reason: 'no' });
});

const REASON = {
  type: 'input',
  block_id: 'reason',
  label: { type: 'plain_text' as const, text: 'Reason' },
  element: { type: 'plain_text_input' as const, action_id: 'text' },
};

test('events are posted, and posted again after a failure', async () => {
  const heard: (number | undefined)[] = [];
  const slack = await overHttp((app) => app.event('message', async ({ context }) => void heard.push(context.retryNum)), {
    eventRetryDelaysMs: [0],
    ackDeadlineMs: 500,
  });
  slack.faults.loseAcks(1);
  slack.person('U_ADA').writes('C_OPS', 'hello');
  await slack.waitFor('the second attempt', () => slack.deliveries.at(1)?.outcome === 'acked');
  expect(heard).toEqual([undefined, 1]);
});

test('a wrong signing secret fails the command', async () => {
  const port = await freePort();
  const requestUrl = `http://127.0.0.1:${port}/slack/events`;
  const slack = await workspace({ requestUrl, signingSecret: 'one' });
  await httpApp({ ...slack, signingSecret: 'another' }, port, (app) => app.command('/beam', async ({ ack }) => ack()));
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('dispatch_failed');
  expect(slack.deliveries.map((delivery) => delivery.why)).toEqual(['the app answered HTTP 401']);
});

test('a command that no listener takes fails when the app answers so', async () => {
  const slack = await overHttp(() => {});
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('dispatch_failed');
});

test('an app that is not running fails the command', async () => {
  const slack = await workspace({ requestUrl: `http://127.0.0.1:${await freePort()}/slack/events` });
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('dispatch_failed');
});
