import { describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { by, gathered, walk } from '#test/support/walk.ts';
import { createDesk, deskAt } from '../support/desk.ts';
import { FOUND, FOUND_UNFIT } from '../support/facts.ts';
import { office } from '../support/office.ts';

const ada = by('U_ADA');
const ASKED = [gathered(FOUND)] as const;
const REFUSED = [
  gathered(FOUND_UNFIT),
  ada('data.reportIntact'),
  ada('class.confirm'),
  ada('path.choose', { path: 'compatible re-point' }),
] as const;
const FAILED =
  'Something went wrong on my side, and I cannot tell whether that counted. It is reported. Look at the incident’s message, or type `/rollback status`, before you try again.';

describe('when a listener fails, whoever waits is told, once', () => {
  test('after a command', async () => {
    const { slack, desk, reported } = await office(createDesk());
    desk.breaks();
    expect(await slack.person('U_ADA').says('C_OPS', '/rollback invoices')).toMatchObject({ ok: true, text: FAILED });
    expect(reported.map(({ message }) => message)).toEqual(['The store is down.']);
  });

  test('after a press', async () => {
    const { slack, desk, draws, reported, privately } = await office(deskAt(walk({}, ...ASKED).snapshot));
    const message = await draws();
    desk.breaks();
    expect(await slack.person('U_ADA').clicks(message, 'No, data is intact')).toMatchObject({ ok: true });
    expect(await privately('U_ADA')).toBe(FAILED);
    expect(reported.map(({ message: why }) => why)).toEqual(['The store is down.']);
  });

  test('after a press in a drill', async () => {
    const { slack, desk, draws, privately } = await office(deskAt(walk({ mode: 'drill' }, ...ASKED).snapshot));
    const message = await draws();
    desk.breaks();
    await slack.person('U_ADA').clicks(message, 'No, data is intact');
    expect(await privately('U_ADA')).toBe(`DRILL · ${FAILED}`);
  });

  test('in the modal itself', async () => {
    const { slack, desk, draws, modal } = await office(deskAt(walk({ mode: 'drill' }, ...REFUSED).snapshot));
    await slack.person('U_ADA').clicks(await draws(), 'Break glass: roll back anyway…');
    desk.breaks();
    await slack.person('U_ADA').submits(modal('U_ADA'), { words: 'it is a drill' });
    expect(plainText({ text: '', blocks: modal('U_ADA').blocks })).toBe(`DRILL · ${FAILED}`);
  });

  test('where a modal cannot be opened any more', async () => {
    const { slack, draws, reported, privately } = await office(deskAt(walk({}, ...REFUSED).snapshot));
    slack.faults.on('views.open', { kind: 'refuse', error: 'expired_trigger_id' });
    await slack.person('U_ADA').clicks(await draws(), 'Break glass: roll back anyway…');
    expect(await privately('U_ADA')).toBe(FAILED);
    expect(reported.map(({ message }) => message)).toEqual(['An API error occurred: expired_trigger_id']);
  });
});

describe('what is not ours', () => {
  test('a button is acknowledged and answered', async () => {
    const { slack, posts, privately, log } = await office(createDesk());
    const button = { type: 'button', action_id: 'else', text: { type: 'plain_text', text: 'Else' } } as const;
    const clicked = await slack
      .person('U_ADA')
      .clicks(await posts({ text: 'x', blocks: [{ type: 'actions', elements: [button] }] }), 'Else');
    expect(clicked.ok).toBe(true);
    expect(await privately('U_ADA')).toBe('I do not know that one, so nothing was done. Type `/rollback help`.');
    expect(log.filter((line) => line.includes('a payload from Slack was not answered'))).toHaveLength(1);
  });

  test('a modal is acknowledged and answered', async () => {
    const { slack, bolt, modal } = await office(createDesk());
    bolt.app.action('open', async ({ ack, body, client }) => {
      const view = { type: 'modal' as const, callback_id: 'else', title: text('Else'), submit: text('Send'), blocks: [] };
      if (body.type === 'block_actions') await client.views.open({ trigger_id: body.trigger_id, view });
      await ack();
    });
    const button = { type: 'button', action_id: 'open', text: text('Open') } as const;
    await bolt.app.client.chat.postMessage({ channel: 'C_OPS', text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    const [message] = slack.messages('C_OPS');
    if (message === undefined) throw new Error('nothing was posted');
    await slack.person('U_ADA').clicks(message, 'Open');
    expect(await slack.person('U_ADA').submits(modal('U_ADA'))).toMatchObject({ ok: true });
    expect(plainText({ text: '', blocks: modal('U_ADA').blocks })).toBe(
      'I do not know that one, so nothing was done. Type `/rollback help`.',
    );
  });
});

function text(words: string) {
  return { type: 'plain_text', text: words } as const;
}
