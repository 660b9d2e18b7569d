import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { renderStatus } from '#src/slack/posts/render-status.ts';
import { by, gathered, walk } from '#test/support/walk.ts';
import { deskAt, type Desk } from '../support/desk.ts';
import { CONTEXT, effectOf, reconciled } from '../support/effect.ts';
import { FOUND } from '../support/facts.ts';
import { client, localSlack, poster } from '../support/local-slack.ts';

const DRAW = effectOf('renderStatus', {});

interface Scene {
  readonly slack: Slack;
  readonly desk: Desk;
  readonly draws: () => Promise<string>;
  readonly performer: ReturnType<typeof renderStatus>;
  readonly methods: () => string[];
  /** What was logged as an error, and what the bot reports of itself. */
  readonly errors: object[];
  readonly reported: Error[];
}

/** The engine keeps what a drawing says about where the incident is talked about. */
async function scene(channel = 'C_OPS', own: string | null = 'C_OPS'): Promise<Scene> {
  const slack = await localSlack();
  const errors: object[] = [];
  const reported: Error[] = [];
  const desk = deskAt(walk({}).snapshot, { channel, openedAt: Date.now() }, own);
  const performer = renderStatus(client(slack), poster(slack, errors, reported), desk);
  const draws = async () => {
    const outcome = await performer.perform(DRAW, CONTEXT);
    if (outcome.kind !== 'failed' && outcome.patch !== undefined) desk.change(outcome.patch);
    if (outcome.kind === 'done') desk.drew(outcome.result);
    return outcome.kind === 'failed' ? outcome.why : outcome.kind;
  };
  return { slack, desk, draws, performer, errors, reported, methods: () => slack.calls.map(({ method }) => method) };
}

function headlines(slack: Slack, channel = 'C_OPS'): (string | undefined)[] {
  return slack.messages(channel).map((message) => plainText(message).split('\n')[0]);
}

test('the first drawing posts the message, the next ones change it in place', async () => {
  const { slack, desk, draws, methods } = await scene();
  expect(await draws()).toBe('done');
  const [message] = slack.messages('C_OPS');
  expect(desk.view().threadTs).toBe(message?.ts);
  desk.happens(gathered(FOUND));
  expect(await draws()).toBe('done');
  expect(headlines(slack)).toEqual(['👉 invoices: Is any data lost or corrupt, or is the database or region down?']);
  expect(methods()).toEqual(['chat.postMessage', 'chat.update']);
});

test('a drawing that would change nothing is not sent', async () => {
  const { draws, methods, desk } = await scene();
  await draws();
  expect(await draws()).toBe('done');
  expect(methods()).toEqual(['chat.postMessage']);
  desk.change({ turn: 4 });
  await draws();
  expect(methods()).toEqual(['chat.postMessage', 'chat.update']);
});

test('what another replica drew meanwhile is known: the same words as before are sent again', async () => {
  const { slack, desk, draws, methods } = await scene();
  await draws();
  const other = renderStatus(client(slack), poster(slack), desk);
  desk.change({ turn: 4 });
  const drawn = await other.perform(DRAW, CONTEXT);
  if (drawn.kind === 'done') desk.drew(drawn.result);
  desk.change({ turn: 1 });
  await draws();
  expect(methods()).toEqual(['chat.postMessage', 'chat.update', 'chat.update']);
});

test('a first message whose answer was lost is found again by its metadata', async () => {
  const { slack, desk, draws, performer } = await scene();
  slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
  await expect(draws()).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
  const [message] = slack.messages('C_OPS');
  expect(await reconciled(performer, DRAW)).toEqual({ kind: 'landed', patch: { threadTs: message?.ts, channel: 'C_OPS' } });
  desk.change({ threadTs: message?.ts ?? null });
  await draws();
  expect(slack.messages('C_OPS')).toHaveLength(1);
});

test('the message of another incident is not taken for it', async () => {
  const { slack, performer } = await scene();
  const other = renderStatus(client(slack), poster(slack), deskAt(walk({ incident: 'inc-2' }).snapshot));
  await other.perform({ ...DRAW, incident: 'inc-2' }, CONTEXT);
  expect(slack.messages('C_OPS')).toHaveLength(1);
  expect(await reconciled(performer, DRAW)).toEqual({ kind: 'absent' });
});

test('an update whose answer was lost is simply drawn again', async () => {
  const { slack, desk, draws, performer } = await scene();
  await draws();
  desk.happens(gathered(FOUND));
  slack.faults.on('chat.update', { kind: 'dropReplyAfterDoing' });
  await expect(draws()).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
  expect(await reconciled(performer, DRAW)).toEqual({ kind: 'absent' });
  expect(await draws()).toBe('done');
  expect(slack.messages('C_OPS')).toHaveLength(1);
});

test('what Slack asks to wait for is drawn later', async () => {
  const { slack, draws } = await scene();
  slack.faults.on('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 3 });
  expect(await draws()).toBe('again');
  expect(await draws()).toBe('done');
  expect(slack.messages('C_OPS')).toHaveLength(1);
});

test('a public channel that the bot was not invited to gets its message all the same', async () => {
  const { slack, draws } = await scene('C_OPEN');
  expect(await draws()).toBe('done');
  expect(headlines(slack, 'C_OPEN')).toEqual(['⏳ invoices: Looking']);
});

test('where the bot cannot post, the message goes to the service’s own channel, and the incident with it', async () => {
  const { slack, desk, draws } = await scene('C_PRIVATE', 'C_OPS');
  expect(await draws()).toBe('done');
  expect(headlines(slack)).toHaveLength(1);
  expect(desk.view()).toMatchObject({ channel: 'C_OPS', threadTs: slack.messages('C_OPS')[0]?.ts });
});

test('without a channel of its own it goes to the person who opened the incident', async () => {
  const { slack, desk, draws } = await scene('C_PRIVATE', null);
  expect(await draws()).toBe('done');
  expect(desk.view().channel).toMatch(/^D/);
  expect(headlines(slack, desk.view().channel)).toHaveLength(1);
});

test.each(['account_inactive', 'invalid_auth', 'token_revoked', 'missing_scope'])(
  'a token that answers %s is logged and reported, once, and the message comes when it is mended',
  async (error) => {
    const { slack, draws, errors, reported } = await scene();
    slack.faults.on('chat.postMessage', { kind: 'refuse', error }, 2);
    expect([await draws(), await draws()]).toEqual(['again', 'again']);
    expect(errors).toEqual([
      { code: error, about: 'access' },
      { code: error, about: 'access' },
    ]);
    expect(reported.map(({ message }) => message)).toEqual([
      `Slack refused the status message (${error}), so it was not said. It is tried again at least once a minute. Check the token, its scopes and whether the app is still installed.`,
    ]);
    expect(await draws()).toBe('done');
    expect(headlines(slack)).toEqual(['⏳ invoices: Looking']);
    expect(reported.length).toBe(1);
  },
);

test.each(['cant_update_message', 'edit_window_closed', 'block_mismatch', 'message_not_found'])(
  'a message whose edit is refused with %s is posted anew, and is the one from then on',
  async (error) => {
    const { slack, desk, draws, methods } = await scene();
    await draws();
    const first = desk.view().threadTs;
    desk.happens(gathered(FOUND));
    slack.faults.on('chat.update', { kind: 'refuse', error });
    expect(await draws()).toBe('done');
    expect(headlines(slack)).toEqual([
      '⏳ invoices: Looking',
      '👉 invoices: Is any data lost or corrupt, or is the database or region down?',
    ]);
    expect(desk.view().threadTs).not.toBe(first);
    desk.happens(by('U_ADA')('data.reportIntact', {}));
    expect(await draws()).toBe('done');
    expect(methods()).toEqual(['chat.postMessage', 'chat.update', 'chat.postMessage', 'chat.update']);
  },
);

test('one that was posted anew and whose answer was lost is found again', async () => {
  const { slack, desk, draws, performer } = await scene();
  await draws();
  desk.happens(gathered(FOUND));
  slack.faults.on('chat.update', { kind: 'refuse', error: 'edit_window_closed' });
  slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
  const second = { ...DRAW, id: 'inc-1:8:0' };
  await expect(performer.perform(second, CONTEXT)).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
  expect(await reconciled(performer, second)).toEqual({
    kind: 'landed',
    patch: { threadTs: slack.messages('C_OPS')[1]?.ts, channel: 'C_OPS' },
  });
});

test('a channel that is archived meanwhile hands the incident on to the next place', async () => {
  const { slack, desk, draws } = await scene('C_OPEN', 'C_OPS');
  await draws();
  slack.archive('C_OPEN');
  desk.happens(gathered(FOUND));
  expect(await draws()).toBe('done');
  expect(desk.view()).toMatchObject({ channel: 'C_OPS', threadTs: slack.messages('C_OPS')[0]?.ts });
});

test('where no place takes it the incident has no thread, until one does', async () => {
  const { slack, desk, draws, errors, reported } = await scene('C_OPEN', null);
  await draws();
  slack.archive('C_OPEN');
  slack.faults.on('chat.postMessage', { kind: 'refuse', error: 'is_archived' });
  slack.faults.on('chat.postMessage', { kind: 'refuse', error: 'messages_tab_disabled' });
  desk.happens(gathered(FOUND));
  expect(await draws()).toBe('again');
  expect(desk.view()).toMatchObject({ channel: 'C_OPEN', threadTs: null });
  expect([errors, reported.map(({ message }) => message)]).toEqual([
    [{ code: 'messages_tab_disabled', about: 'place' }],
    [
      'Slack refused the status message (messages_tab_disabled), so it was not said. It is tried again at least once a minute. Invite the app to the channel, or set another one for the service.',
    ],
  ]);
  desk.change({ channel: 'C_OPS' });
  expect(await draws()).toBe('done');
  expect(headlines(slack)).toHaveLength(1);
});

test.each(['invalid_blocks', 'msg_blocks_too_long', 'msg_too_long', 'invalid_blocks_format'])(
  'blocks that are refused with %s are said in plain text',
  async (error) => {
    const { slack, draws } = await scene();
    slack.faults.on('chat.postMessage', { kind: 'refuse', error });
    expect(await draws()).toBe('done');
    const [message] = slack.messages('C_OPS');
    expect(message?.blocks).toEqual([]);
    expect(message?.text).toContain('invoices: Looking\n⏳ invoices: Looking');
  },
);

test('a claim that has run out draws nothing', async () => {
  const { slack, performer } = await scene();
  const beforeSend = () => {
    throw new Error('Too little of the lease was left, so nothing was sent.');
  };
  await expect(performer.perform(DRAW, { ...CONTEXT, beforeSend })).rejects.toThrow('Too little of the lease was left');
  expect(slack.calls).toEqual([]);
});

test('a message that somebody deleted is posted anew, because nobody could act without it', async () => {
  const { slack, desk, draws } = await scene();
  await draws();
  const first = desk.view().threadTs ?? '';
  await client(slack).chat.delete({ channel: 'C_OPS', ts: first });
  desk.happens(gathered(FOUND));
  expect(await draws()).toBe('done');
  expect(headlines(slack)).toHaveLength(1);
  expect(desk.view().threadTs).not.toBe(first);
});

test('when it is closed the message is drawn a last time, without buttons', async () => {
  const { slack, desk, draws } = await scene();
  await draws();
  desk.happens(by('U_ADA')('incident.cancel', { reason: 'false alarm' }));
  await draws();
  expect(plainText(slack.messages('C_OPS')[0] ?? { text: '', blocks: [] })).not.toContain('[');
});

test('an incident that is gone from the store has failed', async () => {
  const { performer } = await scene();
  expect(await performer.perform({ ...DRAW, incident: 'inc-9' }, CONTEXT)).toEqual({
    kind: 'failed',
    why: 'The incident is not in the store any more.',
  });
});
