import { expect, test } from 'vitest';
import type { SlackViewMiddlewareArgs, webApi } from '@slack/bolt';
import type { Slack, SlackOptions } from '#sandbox/slack/start-slack.ts';
import type { View } from '#sandbox/slack/workspace.ts';
import { client, refusal, socketApp, workspace } from './workspace.ts';

const MODAL = {
  type: 'modal' as const,
  callback_id: 'log_entry',
  private_metadata: 'run-7',
  title: { type: 'plain_text' as const, text: 'Log entry' },
  submit: { type: 'plain_text' as const, text: 'Write' },
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Reason' },
      element: { type: 'plain_text_input', action_id: 'text', min_length: 3, max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'colour',
      optional: true,
      label: { type: 'plain_text', text: 'Colour' },
      element: {
        type: 'static_select',
        action_id: 'pick',
        options: ['red', 'white'].map((value) => ({ text: { type: 'plain_text', text: value }, value })),
      },
    },
  ],
};

type Submitted = SlackViewMiddlewareArgs['view'];

async function opened(
  onSubmit: (ack: (response?: object) => Promise<void>, view: Submitted) => Promise<void>,
  options: Partial<SlackOptions> = {},
  modal: object = MODAL,
): Promise<{ slack: Slack; view: View }> {
  const slack = await workspace(options);
  await socketApp(slack, (app) => {
    app.command('/beam', async ({ ack, client: web, body }) => {
      await web.views.open({ trigger_id: body.trigger_id, view: { ...MODAL, ...modal } });
      await ack();
    });
    app.view('log_entry', async ({ ack, view }) => {
      await onSubmit(ack as (response?: object) => Promise<void>, view);
    });
    app.action('more', async ({ ack }) => ack());
    app.view({ callback_id: 'log_entry', type: 'view_closed' }, async ({ ack }) => ack());
  });
  await slack.person('U_ADA').says('C_OPS', '/beam');
  const view = slack.openView('U_ADA');
  if (view === null) throw new Error('no modal was opened');
  return { slack, view };
}

/** A trigger id as the app gets it, without an app. */
async function trigger(slack: Slack): Promise<string> {
  await slack.person('U_ADA').says('C_OPS', '/beam');
  return String(slack.deliveries.at(-1)?.payload['trigger_id']);
}

async function openWith(slack: Slack, triggerId: string, view: object = MODAL): Promise<webApi.ViewsOpenResponse> {
  return client(slack).views.open({ trigger_id: triggerId, view: { ...MODAL, ...view } });
}

test('a filled modal reaches the app with its values and metadata, and closes', async () => {
  const submitted: Submitted[] = [];
  const { slack, view } = await opened(async (ack, given) => {
    submitted.push(given);
    await ack();
  });
  expect(slack.openView('U_BOB')).toBeNull();
  const result = await slack.person('U_ADA').submits(view, { reason: 'fog rolls in', pick: 'red' });
  expect(result).toEqual({ ok: true, error: null, errors: {}, latencyMs: expect.any(Number) });
  expect(submitted[0]).toMatchObject({ id: view.id, callback_id: 'log_entry', private_metadata: 'run-7', hash: view.hash });
  expect(submitted[0]?.state.values).toEqual({
    reason: { text: { type: 'plain_text_input', value: 'fog rolls in' } },
    colour: { pick: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'red' }, value: 'red' } } },
  });
  expect(slack.openView('U_ADA')).toBeNull();
});

test('errors are shown under their fields and the modal stays open', async () => {
  const { slack, view } = await opened(async (ack) => ack({ response_action: 'errors', errors: { reason: 'Say more' } }));
  const result = await slack.person('U_ADA').submits(view, { reason: 'fog' });
  expect(result).toMatchObject({ ok: false, error: null, errors: { reason: 'Say more' } });
  expect(slack.openView('U_ADA')?.id).toBe(view.id);
});

test('errors for a field that the modal does not have are an invalid response', async () => {
  const { slack, view } = await opened(async (ack) => ack({ response_action: 'errors', errors: { nowhere: 'Say more' } }));
  expect(await slack.person('U_ADA').submits(view, { reason: 'fog' })).toMatchObject({ ok: false, error: 'invalid_response' });
});

test('what the form itself refuses never reaches the app', async () => {
  const submitted: Submitted[] = [];
  const { slack, view } = await opened(async (ack, given) => {
    submitted.push(given);
    await ack();
  });
  const ada = slack.person('U_ADA');
  expect((await ada.submits(view, {})).errors).toEqual({ reason: 'Please complete this required field.' });
  expect((await ada.submits(view, { reason: 'ab' })).errors).toEqual({ reason: 'Write at least 3 characters.' });
  expect((await ada.submits(view, { reason: 'x'.repeat(21) })).errors).toEqual({ reason: 'Write at most 20 characters.' });
  await expect(ada.submits(view, { colour: 'blue' })).rejects.toThrow('"Colour" does not offer "blue"; it offers red, white');
  await expect(ada.submits(view, { size: 'big' })).rejects.toThrow('"Log entry" has no field size; it has reason/text, colour/pick');
  expect(submitted).toEqual([]);
});

test('a submission can replace the modal, put another on top, or close them all', async () => {
  const answers = [
    { response_action: 'update', view: { ...MODAL, title: { type: 'plain_text', text: 'Second' } } },
    { response_action: 'push', view: { ...MODAL, title: { type: 'plain_text', text: 'Third' } } },
    { response_action: 'clear' },
  ];
  const { slack, view } = await opened(async (ack) => ack(answers.shift()));
  const ada = slack.person('U_ADA');
  await ada.submits(view, { reason: 'fog' });
  const second = slack.openView('U_ADA');
  expect(second).toMatchObject({ id: view.id, modal: { title: { text: 'Second' } } });
  expect(second?.hash).not.toBe(view.hash);
  await ada.submits(view, { reason: 'fog' });
  const third = slack.openView('U_ADA');
  expect(third).toMatchObject({ previousId: view.id, rootId: view.id, modal: { title: { text: 'Third' } } });
  if (third === null) throw new Error('nothing on top');
  await ada.submits(third, { reason: 'fog' });
  expect(slack.openView('U_ADA')).toBeNull();
});

test('a modal that is closed tells the app nothing unless it asked to know', async () => {
  const { slack, view } = await opened(async (ack) => ack());
  expect((await slack.person('U_ADA').closes(view)).ok).toBe(true);
  expect(slack.openView('U_ADA')).toBeNull();
  expect(slack.deliveries.map((delivery) => delivery.kind)).toEqual(['slash_commands']);
});

test('a press inside a modal names the modal and leaves it open', async () => {
  const button = { type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' }, value: '7' };
  const { slack, view } = await opened(async (ack) => ack(), {}, { blocks: [{ type: 'actions', block_id: 'b', elements: [button] }] });
  await slack.person('U_ADA').clicks(view, 'More');
  const pressed = slack.deliveries.at(-1)?.payload;
  expect(pressed).toMatchObject({
    container: { type: 'view', view_id: view.id },
    view: { id: view.id },
    actions: [{ action_id: 'more', value: '7' }],
  });
  expect(pressed).not.toHaveProperty('response_url');
  expect(slack.openView('U_ADA')).not.toBeNull();
});

test('a modal that is closed tells the app if it asked to know', async () => {
  const { slack, view } = await opened(async (ack) => ack(), {}, { notify_on_close: true });
  expect((await slack.person('U_ADA').closes(view)).ok).toBe(true);
  expect(slack.deliveries.at(-1)?.payload).toMatchObject({ type: 'view_closed', view: { id: view.id } });
  expect(slack.openView('U_ADA')).toBeNull();
  await expect(slack.person('U_ADA').submits(view, { reason: 'fog' })).rejects.toThrow(`U_ADA has no modal ${view.id} open`);
});

test('a trigger opens one modal', async () => {
  const slack = await workspace();
  const id = await trigger(slack);
  expect((await openWith(slack, id)).view).toMatchObject({ callback_id: 'log_entry', private_metadata: 'run-7' });
  expect(await refusal(openWith(slack, id))).toBe('exchanged_trigger_id');
});

test('a trigger lives three seconds', async () => {
  const clock = { now: 1_700_000_000_000 };
  const slack = await workspace({ now: () => clock.now });
  const id = await trigger(slack);
  clock.now += 3001;
  expect(await refusal(openWith(slack, id))).toBe('expired_trigger_id');
  expect(await refusal(openWith(slack, 'made.up'))).toBe('invalid_trigger_id');
});

test('a modal that is not valid is refused with where it is wrong, and costs no trigger', async () => {
  const slack = await workspace();
  const id = await trigger(slack);
  const answer = await client(slack)
    .views.open({
      trigger_id: id,
      view: { ...MODAL, title: { type: 'plain_text', text: 'x'.repeat(25) }, private_metadata: 'y'.repeat(3001) },
    })
    .catch((error: { data: webApi.WebAPICallResult }) => error.data);
  expect(answer).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: {
      messages: [
        '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
        '[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]',
      ],
    },
  });
  expect((await openWith(slack, id)).ok).toBe(true);
});

test('a modal with a field needs a submit button and takes no message-only block', async () => {
  const slack = await workspace();
  const { submit: _, ...withoutSubmit } = MODAL;
  const web = client(slack);
  const messages = async (view: object) =>
    web.views
      .open({ trigger_id: 'any', view: { ...withoutSubmit, ...view } })
      .catch((error: { data: { response_metadata: { messages: string[] } } }) => error.data.response_metadata.messages);
  expect(await messages({})).toEqual(['[ERROR] missing required field: submit [json-pointer:/view]']);
  expect(await messages({ blocks: [{ type: 'markdown', text: '# x' }] })).toEqual([
    '[ERROR] unsupported type: markdown [json-pointer:/blocks/0/type]',
  ]);
});

test('an update with an old hash is refused', async () => {
  const { slack, view } = await opened(async (ack) => ack());
  const web = client(slack);
  const title = (text: string) => ({ ...MODAL, title: { type: 'plain_text' as const, text } });
  await web.views.update({ view_id: view.id, hash: view.hash, view: title('Two') });
  expect(slack.openView('U_ADA')?.modal.title.text).toBe('Two');
  expect(await refusal(web.views.update({ view_id: view.id, hash: view.hash, view: title('Three') }))).toBe('hash_conflict');
  expect(await refusal(web.views.update({ view_id: 'V_NONE', view: title('Three') }))).toBe('not_found');
});
