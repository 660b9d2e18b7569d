import { expect, test } from 'vitest';
import { client, post, refusal, socketApp, workspace } from './workspace.ts';

test('what the app uploads goes up in three calls and stands in its thread', async () => {
  const slack = await workspace();
  const root = await post(slack, { text: 'root' });
  await client(slack).filesUploadV2({
    channel_id: 'C_OPS',
    thread_ts: root.ts,
    initial_comment: 'the chart',
    filename: 'chart.txt',
    file: Buffer.from('up and to the right'),
  });
  const [file] = slack.files();
  expect(file?.content?.toString()).toBe('up and to the right');
  expect(slack.thread('C_OPS', root.ts).at(-1)).toMatchObject({
    user: slack.botUserId,
    text: 'the chart',
    files: [{ id: file?.id, name: 'chart.txt', title: 'chart.txt', size: 19 }],
  });
});

test('several files that the app uploads at once are one message', async () => {
  const slack = await workspace();
  const uploads = ['before', 'after'].map((name) => ({ filename: `${name}.txt`, title: name, file: Buffer.from(name) }));
  await client(slack).filesUploadV2({ channel_id: 'C_OPS', file_uploads: uploads });
  expect(slack.messages('C_OPS').map(({ files }) => files.map(({ name, title, size }) => ({ name, title, size })))).toEqual([
    [
      { name: 'before.txt', title: 'before', size: 6 },
      { name: 'after.txt', title: 'after', size: 5 },
    ],
  ]);
});

test('a file that was never sent cannot be completed, and one of another length is not taken', async () => {
  const slack = await workspace();
  const web = client(slack);
  const { file_id: id = '', upload_url: url = '' } = await web.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  const sent = await fetch(url, { method: 'POST', body: 'four' });
  expect([sent.status, await sent.text()]).toEqual([400, 'announced 3 bytes, got 4']);
  expect(await refusal(web.files.completeUploadExternal({ files: [{ id, title: 'a' }] }))).toBe('file_not_found');
});

test('what a person uploads is their message, in the channel or in a thread, with its bytes', async () => {
  const slack = await workspace();
  const content = Buffer.from([0, 255, 10, 13]);
  const message = slack.person('U_ADA').uploads('C_OPS', { name: 'log.bin', content });
  const [file] = slack.files();
  expect(file).toEqual({ id: file?.id, name: 'log.bin', title: 'log.bin', length: 4, content });
  expect(message).toMatchObject({
    user: 'U_ADA',
    text: '',
    threadTs: null,
    files: [{ id: file?.id, name: 'log.bin', title: 'log.bin', size: 4 }],
  });
  const reply = slack.person('U_BOB').uploads('C_OPS', { name: 'empty', content: Buffer.alloc(0) }, { threadTs: message.ts });
  expect(slack.messages('C_OPS')).toEqual([message]);
  expect(slack.thread('C_OPS', message.ts)).toEqual([message, reply]);
  expect((await client(slack).conversations.replies({ channel: 'C_OPS', ts: message.ts })).messages?.[1]?.files).toEqual(reply.files);
});

test('the app hears of a person’s file as a message of its own kind', async () => {
  const slack = await workspace();
  const heard: object[] = [];
  await socketApp(slack, (app) => app.event('message', async ({ event }) => void heard.push(event)));
  const { ts, files } = slack.person('U_ADA').uploads('C_OPS', { name: 'a.txt', content: Buffer.from('a') });
  await slack.waitFor('the event', () => heard.length === 1);
  expect(heard).toMatchObject([{ subtype: 'file_share', user: 'U_ADA', text: '', ts, files, channel: 'C_OPS', channel_type: 'channel' }]);
});

test('an app that does not subscribe to messages hears of no file', async () => {
  const slack = await workspace({
    manifest: { display_information: { name: 'Deaf' }, features: {}, oauth_config: { scopes: { bot: [] } } },
  });
  slack.person('U_ADA').uploads('C_OPS', { name: 'a.txt', content: Buffer.from('a') });
  expect(slack.deliveries).toEqual([]);
});

test('a file for a thread or a channel that is not there is nowhere', async () => {
  const slack = await workspace();
  const file = { name: 'a.txt', content: Buffer.from('a') };
  expect(() => slack.person('U_ADA').uploads('C_OPS', file, { threadTs: '1.000001' })).toThrow('There is no thread 1.000001 in C_OPS');
  expect(() => slack.person('U_BOB').uploads('C_EMPTY', file)).toThrow('U_BOB is not in a channel C_EMPTY');
  expect([slack.files(), slack.messages('C_OPS')]).toEqual([[], []]);
});
