import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_BYTES } from '#sandbox/page/client/channel/too-large.ts';
import type { ShownMessage } from '#sandbox/page/protocol.ts';
import { startPage, type RunningPage } from '#sandbox/page/server/start-page.ts';
import { createPlay, type Play } from '#sandbox/scenarios/play.ts';
import { startSlack, type Slack } from '#sandbox/slack/start-slack.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { client, manifest } from '#test/sandbox/slack/workspace.ts';
import { openWindow, type Window } from './window.ts';

let play: Play;
let slack: Slack;
let page: RunningPage;
let ada: Window;
let ben: Window;

beforeAll(async () => {
  play = createPlay();
  const people = Object.values(PEOPLE).map(({ id, name }) => ({ id, name }));
  // The bot of the world asks for no scope to upload, so this app is another.
  slack = await startSlack({
    manifest: manifest(),
    users: people,
    channels: [{ ...CHANNEL, members: people.map(({ id }) => id) }],
    rateLimits: 'off',
  });
  await play.start(null);
  const { scene } = play.now();
  if (scene === null) throw new Error(play.now().says);
  const withUploads = { ...scene, world: { ...scene.world, slack } };
  page = await startPage({ ...play, now: () => ({ ...play.now(), scene: withUploads }) }, 0);
  [ada, ben] = await Promise.all([openWindow(page.url, 'ada'), openWindow(page.url, 'ben')]);
}, 60_000);
afterAll(async () => {
  ada.close();
  ben.close();
  await page.close();
  await Promise.all([slack.close(), play.close()]);
});

/** Waits until ben sees the message with this file. */
function shownToBen(name: string): Promise<ShownMessage> {
  return ben.sees(name, ({ channel }) => channel.messages.find(({ files }) => files.some((file) => file.name === name)));
}

async function downloaded({ files: [file] }: ShownMessage): Promise<Buffer> {
  const response = await fetch(`${page.url}/files/${file?.id ?? ''}`);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; /),
    'x-content-type-options': 'nosniff',
  });
  return Buffer.from(await response.arrayBuffer());
}

describe('what a person attaches is seen by everybody and downloaded byte for byte', () => {
  test.each([
    ['a file of the greatest size', 'greatest.bin', randomBytes(MOST_BYTES)],
    ['an empty file', 'empty.txt', Buffer.alloc(0)],
    ['a name that leads elsewhere', '../../etc/passwd', Buffer.from('a')],
    ['a name with quotes and lines', 'a"b\'c\r\nset-cookie: d', Buffer.from('b')],
    ['a name of markup', '<b onclick="alert(1)">&amp;', Buffer.from('<script>alert(1)</script>')],
    ['a name of half a character', 'half \ud83d', Buffer.from('c')],
  ])('%s', async (_, name, bytes) => {
    expect(await ada.acts({ kind: 'attach', as: 'ada', name, content: bytes.toString('base64') })).toEqual({ kind: 'ok', said: null });
    const message = await shownToBen(name);
    expect(message).toMatchObject({
      threadTs: null,
      author: { id: 'U0ADA', name: 'ada', isBot: false },
      text: '',
      files: [{ name, title: name, size: bytes.length }],
    });
    expect((await downloaded(message)).equals(bytes)).toBe(true);
  });

  test('in a thread too', async () => {
    await ada.acts({ kind: 'attach', as: 'ada', name: 'root.txt', content: '' });
    const { ts } = await shownToBen('root.txt');
    await ben.acts({ kind: 'attach', as: 'ben', name: 'reply.txt', content: '', threadTs: ts });
    expect(await shownToBen('reply.txt')).toMatchObject({ threadTs: ts, author: { name: 'ben' } });
  });
});

test('what the bot uploads is seen and downloaded byte for byte', async () => {
  const bytes = randomBytes(5_000);
  await client(slack).filesUploadV2({ channel_id: CHANNEL.id, filename: 'chart.png', initial_comment: 'the chart', file: bytes });
  const message = await shownToBen('chart.png');
  expect(message).toMatchObject({
    author: { name: 'Switchback', isBot: true },
    text: 'the chart',
    files: [{ name: 'chart.png', title: 'chart.png', size: 5_000 }],
  });
  expect((await downloaded(message)).equals(bytes)).toBe(true);
});

test('one byte more than may be is refused in words, and nothing is posted', async () => {
  const before = [slack.messages(CHANNEL.id).length, slack.files().length];
  const content = Buffer.alloc(MOST_BYTES + 1).toString('base64');
  expect(await ada.acts({ kind: 'attach', as: 'ada', name: 'dump.sql', content })).toEqual({
    kind: 'refused',
    why: '“dump.sql” is larger than 1 MB, the most that can be attached here, so it was not sent. Attach a smaller one.',
  });
  expect([slack.messages(CHANNEL.id).length, slack.files().length]).toEqual(before);
});
