import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { client, manifest, post, refusal, SCOPES, workspace } from './workspace.ts';

test('a posted message stands in the channel with everything that was given', async () => {
  const slack = await workspace();
  const metadata = { event_type: 'step', event_payload: { id: 7 } };
  const posted = await post(slack, { text: 'fog', blocks: [{ type: 'divider', block_id: 'd' }], metadata });
  expect(slack.messages('C_OPS')).toEqual([posted]);
  expect(posted).toMatchObject({
    text: 'fog',
    blocks: [{ type: 'divider', block_id: 'd' }],
    metadata,
    threadTs: null,
    user: slack.botUserId,
    edited: null,
    visibleTo: null,
  });
});

test('a block without an id is given one', async () => {
  const slack = await workspace();
  const posted = await post(slack, { text: 'x', blocks: [{ type: 'divider' }, { type: 'divider' }] });
  expect(new Set(posted.blocks.map((block) => block.block_id)).size).toBe(2);
});

test('metadata is returned only when it was asked for', async () => {
  const slack = await workspace();
  const metadata = { event_type: 'step', event_payload: { id: 7 } };
  const root = await post(slack, { text: 'fog', metadata });
  const web = client(slack);
  const where = { channel: 'C_OPS', ts: root.ts };
  expect((await web.conversations.history({ channel: 'C_OPS' })).messages?.[0]).not.toHaveProperty('metadata');
  expect((await web.conversations.history({ channel: 'C_OPS', include_all_metadata: true })).messages?.[0]).toHaveProperty(
    'metadata',
    metadata,
  );
  expect((await web.conversations.replies(where)).messages?.[0]).not.toHaveProperty('metadata');
  expect((await web.conversations.replies({ ...where, include_all_metadata: true })).messages?.[0]).toHaveProperty('metadata', metadata);
});

test('an update keeps the metadata, replaces the blocks, and marks the message as edited', async () => {
  const slack = await workspace();
  const web = client(slack);
  const metadata = { event_type: 'step', event_payload: {} };
  const { ts } = await post(slack, { text: 'one', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'One' } }], metadata });
  await web.chat.update({ channel: 'C_OPS', ts, text: 'two' });
  expect(slack.messages('C_OPS')).toMatchObject([{ ts, text: 'two', blocks: [], metadata, edited: { user: slack.botUserId } }]);
  await web.apiCall('chat.update', { channel: 'C_OPS', ts, text: 'three', metadata: {} });
  expect(slack.messages('C_OPS')).toMatchObject([{ text: 'three', metadata: null }]);
});

test('a reply belongs to its thread and not to the channel, unless it is broadcast', async () => {
  const slack = await workspace();
  const root = await post(slack, { text: 'root' });
  await post(slack, { text: 'quiet', thread_ts: root.ts });
  await post(slack, { text: 'loud', thread_ts: root.ts, reply_broadcast: true });
  expect(slack.messages('C_OPS').map(plainText)).toEqual(['root', 'loud']);
  expect(slack.thread('C_OPS', root.ts).map(plainText)).toEqual(['root', 'quiet', 'loud']);
  const { messages } = await client(slack).conversations.replies({ channel: 'C_OPS', ts: root.ts });
  expect(messages?.map((message) => [message.text, message.thread_ts])).toEqual([
    ['root', root.ts],
    ['quiet', root.ts],
    ['loud', root.ts],
  ]);
  expect(messages?.[0]).toMatchObject({ reply_count: 2 });
});

test('history is newest first, in pages, and within a range', async () => {
  const slack = await workspace();
  const web = client(slack);
  const posted = [];
  for (const text of ['1', '2', '3', '4', '5']) posted.push(await post(slack, { text }));
  const first = await web.conversations.history({ channel: 'C_OPS', limit: 2 });
  expect(first.messages?.map((message) => message.text)).toEqual(['5', '4']);
  expect(first.has_more).toBe(true);
  const second = await web.conversations.history({ channel: 'C_OPS', limit: 3, cursor: first.response_metadata?.next_cursor ?? '' });
  expect(second.messages?.map((message) => message.text)).toEqual(['3', '2', '1']);
  expect(second).toMatchObject({ has_more: false, response_metadata: { next_cursor: '' } });

  const range = { channel: 'C_OPS', oldest: posted[1]?.ts ?? '', latest: posted[3]?.ts ?? '' };
  expect((await web.conversations.history(range)).messages?.map((message) => message.text)).toEqual(['3']);
  expect((await web.conversations.history({ ...range, inclusive: true })).messages?.map((message) => message.text)).toEqual([
    '4',
    '3',
    '2',
  ]);
  expect(await refusal(web.conversations.history({ channel: 'C_OPS', cursor: 'bm9uc2Vuc2U=' }))).toBe('invalid_cursor');
});

test('an ephemeral message is for one person, in no history, and out of reach of the other methods', async () => {
  const slack = await workspace();
  const web = client(slack);
  const { message_ts: ts = '' } = await web.chat.postEphemeral({ channel: 'C_OPS', user: 'U_ADA', text: 'psst' });
  expect(slack.ephemerals('U_ADA').map(plainText)).toEqual(['psst']);
  expect(slack.ephemerals('U_BOB')).toEqual([]);
  expect((await web.conversations.history({ channel: 'C_OPS' })).messages).toEqual([]);
  expect(await refusal(web.chat.update({ channel: 'C_OPS', ts, text: 'x' }))).toBe('message_not_found');
  expect(await refusal(web.chat.delete({ channel: 'C_OPS', ts }))).toBe('message_not_found');
  expect(await refusal(web.chat.postEphemeral({ channel: 'C_OPS', user: 'U_NOBODY', text: 'x' }))).toBe('user_not_in_channel');
});

test('a deleted message is gone', async () => {
  const slack = await workspace();
  const { ts } = await post(slack, { text: 'oops' });
  await client(slack).chat.delete({ channel: 'C_OPS', ts });
  expect(slack.messages('C_OPS')).toEqual([]);
});

test('the app can change and delete only what it said itself', async () => {
  const slack = await workspace();
  const web = client(slack);
  const { ts } = slack.person('U_ADA').writes('C_OPS', 'mine');
  expect(await refusal(web.chat.update({ channel: 'C_OPS', ts, text: 'x' }))).toBe('cant_update_message');
  expect(await refusal(web.chat.delete({ channel: 'C_OPS', ts }))).toBe('cant_delete_message');
});

test('a permalink leads to the message, in its thread', async () => {
  const slack = await workspace({ now: () => 1_700_000_000_000 });
  const web = client(slack);
  const root = await post(slack, { text: 'root' });
  const reply = await post(slack, { text: 'reply', thread_ts: root.ts });
  expect((await web.chat.getPermalink({ channel: 'C_OPS', message_ts: reply.ts })).permalink).toBe(
    'https://sandbox.slack.com/archives/C_OPS/p1700000000000001?thread_ts=1700000000.000000&cid=C_OPS',
  );
});

const refusals: { given: string; args: Record<string, unknown>; error: string }[] = [
  { given: 'neither text nor blocks', args: {}, error: 'no_text' },
  { given: 'a text of more than 40 000 characters', args: { text: 'x'.repeat(40_001) }, error: 'msg_too_long' },
  { given: 'blocks that are no list', args: { text: 'x', blocks: '{"type":"divider"}' }, error: 'invalid_blocks_format' },
  {
    given: 'blocks of more than 12 000 characters',
    args: { text: 'x', blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2500) } })) },
    error: 'msg_blocks_too_long',
  },
  { given: 'a thread that does not exist', args: { text: 'x', thread_ts: '1.000000' }, error: 'thread_not_found' },
  { given: 'a channel that does not exist', args: { text: 'x', channel: 'C_NONE' }, error: 'channel_not_found' },
  { given: 'a private channel that the app is not in', args: { text: 'x', channel: 'C_SECRET' }, error: 'channel_not_found' },
  { given: 'a public channel that the app is not in', args: { text: 'x', channel: 'C_EMPTY' }, error: 'not_in_channel' },
  { given: 'metadata without a payload', args: { text: 'x', metadata: { event_type: 'a' } }, error: 'invalid_metadata_format' },
  {
    given: 'metadata of more than 8 000 characters',
    args: { text: 'x', metadata: { event_type: 'a', event_payload: { much: 'x'.repeat(8000) } } },
    error: 'metadata_too_large',
  },
];
for (const { given, args, error } of refusals) {
  test(`a message with ${given} is refused as ${error}`, async () => {
    const slack = await workspace();
    expect(await refusal(post(slack, args))).toBe(error);
    expect(slack.messages('C_OPS')).toEqual([]);
  });
}

test('a reply to a reply is refused', async () => {
  const slack = await workspace();
  const root = await post(slack, { text: 'root' });
  const reply = await post(slack, { text: 'reply', thread_ts: root.ts });
  expect(await refusal(post(slack, { text: 'x', thread_ts: reply.ts }))).toBe('cannot_reply_to_message');
});

test('an update takes no more than 4 000 characters of text', async () => {
  const slack = await workspace();
  const { ts } = await post(slack, { text: 'x' });
  expect(await refusal(client(slack).chat.update({ channel: 'C_OPS', ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long');
});

test('with chat:write.public the app may post into a public channel that it is not in, but not into a private one', async () => {
  const slack = await workspace({ manifest: manifest([...SCOPES, 'chat:write.public']) });
  await post(slack, { channel: 'C_EMPTY', text: 'hello' });
  expect(slack.messages('C_EMPTY').map(plainText)).toEqual(['hello']);
  expect(await refusal(post(slack, { channel: 'C_SECRET', text: 'hello' }))).toBe('channel_not_found');
});

test('a channel can be named, and a person is reached by a direct message', async () => {
  const slack = await workspace();
  await post(slack, { channel: '#ops', text: 'by name' });
  expect(slack.messages('C_OPS').map(plainText)).toEqual(['by name']);
  const direct = await post(slack, { channel: 'U_BOB', text: 'to you' });
  const { channel } = await client(slack).conversations.open({ users: 'U_BOB' });
  expect(channel?.id).toBe(direct.channel);
});

test('a reaction and a pin can be set once', async () => {
  const slack = await workspace();
  const web = client(slack);
  const { ts } = await post(slack, { text: 'x' });
  await web.reactions.add({ channel: 'C_OPS', timestamp: ts, name: 'eyes' });
  await web.pins.add({ channel: 'C_OPS', timestamp: ts });
  expect(slack.messages('C_OPS')).toMatchObject([{ reactions: [{ name: 'eyes', users: [slack.botUserId] }], pinned: true }]);
  expect(await refusal(web.reactions.add({ channel: 'C_OPS', timestamp: ts, name: 'eyes' }))).toBe('already_reacted');
  expect(await refusal(web.pins.add({ channel: 'C_OPS', timestamp: ts }))).toBe('already_pinned');
});
