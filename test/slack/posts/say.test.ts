import { expect, test } from 'vitest';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { say } from '#src/slack/posts/say.ts';
import { fact, walk } from '#test/support/walk.ts';
import { deskAt, type Desk } from '../support/desk.ts';
import { CONTEXT, effectOf, reconciled } from '../support/effect.ts';
import { client, localSlack, poster } from '../support/local-slack.ts';

const NOTE = effectOf('say', { what: 'note', by: 'U_ADA', text: 'The second region is slow.' } as const);

/** An incident whose first message stands in #ops. */
async function thread(): Promise<{ slack: Slack; desk: Desk; performer: ReturnType<typeof say>; replies: () => string[] }> {
  const slack = await localSlack();
  const root = await client(slack).chat.postMessage({ channel: 'C_OPS', text: 'the incident' });
  const desk = deskAt(walk({}).snapshot, { threadTs: root.ts ?? null });
  const replies = () =>
    slack
      .thread('C_OPS', root.ts ?? '')
      .slice(1)
      .map(plainText);
  return { slack, desk, performer: say({ client: client(slack), poster: poster(slack), incidents: desk }), replies };
}

test('a reply is said in the thread of the incident', async () => {
  const { performer, replies } = await thread();
  expect(await performer.perform(NOTE, CONTEXT)).toEqual({ kind: 'done' });
  expect(replies()).toEqual(['*Note*\n@U_ADA: The second region is slow.']);
});

test('a reply whose answer was lost is found again, so it is said once', async () => {
  const { slack, performer, replies } = await thread();
  slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
  await expect(performer.perform(NOTE, CONTEXT)).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
  expect(await reconciled(performer, NOTE)).toEqual({ kind: 'landed' });
  expect(replies()).toHaveLength(1);
});

test('a reply that Slack never did is known to be absent', async () => {
  const { slack, performer, replies } = await thread();
  slack.faults.on('chat.postMessage', { kind: 'serverError', status: 503 });
  await expect(performer.perform(NOTE, CONTEXT)).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
  expect(await reconciled(performer, NOTE)).toEqual({ kind: 'absent' });
  expect(replies()).toEqual([]);
});

test('the reply of another effect is not taken for it', async () => {
  const { performer } = await thread();
  await performer.perform(NOTE, CONTEXT);
  expect(await reconciled(performer, { ...NOTE, id: 'inc-1:8:0' })).toEqual({ kind: 'absent' });
});

test('a reply is found behind many others', async () => {
  const { slack, desk, performer } = await thread();
  await performer.perform(NOTE, CONTEXT);
  const { threadTs } = desk.view();
  for (let index = 0; index < 210; index += 1)
    await client(slack).chat.postMessage({ channel: 'C_OPS', thread_ts: threadTs ?? '', text: `chatter ${index}` });
  const last = { ...NOTE, id: 'inc-1:9:0' };
  await performer.perform(last, CONTEXT);
  const before = slack.calls.length;
  expect(await reconciled(performer, last)).toEqual({ kind: 'landed' });
  expect(slack.calls.slice(before).map(({ method }) => method)).toEqual(['conversations.replies', 'conversations.replies']);
});

test('a thread that cannot be read is not a thread without the reply', async () => {
  const { slack, performer } = await thread();
  slack.faults.on('conversations.replies', { kind: 'refuse', error: 'missing_scope' });
  await expect(reconciled(performer, NOTE)).rejects.toThrow('missing_scope');
});

test('what Slack asks to wait for is said later, once', async () => {
  const { slack, performer, replies } = await thread();
  slack.faults.on('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 7 });
  expect(await performer.perform(NOTE, CONTEXT)).toEqual({ kind: 'again', afterMs: 7_000, why: 'Slack asked to wait.' });
  expect(replies()).toEqual([]);
});

test('nothing is said before the incident has its message', async () => {
  const slack = await localSlack();
  const performer = say({ client: client(slack), poster: poster(slack), incidents: deskAt(walk({}).snapshot) });
  expect(await performer.perform(NOTE, CONTEXT)).toEqual({ kind: 'again', afterMs: 60_000, why: 'The incident has no thread yet.' });
  expect(await reconciled(performer, NOTE)).toEqual({ kind: 'absent' });
  expect(slack.calls).toEqual([]);
});

test('a Slack without charts gets the same in text', async () => {
  const { slack, performer, replies } = await thread();
  slack.faults.acceptNewBlocks(false);
  const evidence = [fact('recovery', 'supports', 'Recovered so far: 0 errors.')];
  const chart = { bucketMs: 60_000, buckets: [{ at: 0, errors: 3, traffic: 100 }] };
  const input = { what: 'recovery' as const, evidence, chart, moments: [], move: null, traded: null };
  expect(await performer.perform(effectOf('say', input), CONTEXT)).toEqual({ kind: 'done' });
  expect(replies()).toEqual([
    '✅ Recovered so far: 0 errors. _test, 00:33:20 UTC_\nThe bot keeps looking until the incident is closed and for a time after that, and says at once if it comes back.\n00:00 to 00:01 UTC\nerrors/min, most 3\n█\nrequests/min, most 100\n█',
  ]);
});

test.each([
  { what: 'recovered', verdict: 'supports', isBroadcast: true },
  { what: 'not recovered', verdict: 'contradicts', isBroadcast: false },
  { what: 'failing again', verdict: 'contradicts', relapse: true, isBroadcast: true },
  { what: 'failing again after it was closed', verdict: 'contradicts', relapse: 'after closing', isBroadcast: true },
] as const)('$what is said in the channel too: $isBroadcast', async ({ verdict, isBroadcast, ...rest }) => {
  const { slack, performer } = await thread();
  const evidence = [fact('recovery', verdict, 'So and so many errors.')];
  const chart = { bucketMs: 60_000, buckets: [{ at: 0, errors: 3, traffic: 100 }] };
  const { relapse } = { relapse: undefined, ...rest };
  const input = {
    what: 'recovery' as const,
    evidence,
    chart,
    moments: [],
    move: null,
    traded: null,
    ...(relapse === undefined ? {} : { relapse }),
  };
  await performer.perform(effectOf('say', input), CONTEXT);
  const posted = slack.calls.findLast(({ method }) => method === 'chat.postMessage');
  expect(posted?.args['reply_broadcast'] === 'true').toBe(isBroadcast);
});

test('a reply that every place refuses is said later, with longer and longer pauses, and never given up', async () => {
  const { slack, performer } = await thread();
  expect([performer.maxAttempts, performer.maxLooks]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  slack.faults.on('chat.postMessage', { kind: 'refuse', error: 'is_archived' }, 100);
  const pauses: unknown[] = [];
  for (const attempt of [1, 2, 5, 7, 40]) pauses.push(await performer.perform(NOTE, { ...CONTEXT, attempt }));
  expect(pauses).toEqual(
    [1_000, 2_000, 16_000, 60_000, 60_000].map((afterMs) => ({
      kind: 'again',
      afterMs,
      why: 'Slack refused the reply: is_archived.',
    })),
  );
});

test.each(['restricted_action_thread_locked', 'thread_not_found', 'cannot_reply_to_message'])(
  'in a thread that answers %s it is said beside it, with the incident’s name, once',
  async (error) => {
    const { slack, performer } = await thread();
    slack.faults.on('chat.postMessage', { kind: 'refuse', error });
    slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
    await expect(performer.perform(NOTE, CONTEXT)).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
    expect(await reconciled(performer, NOTE)).toEqual({ kind: 'landed' });
    expect(slack.messages('C_OPS').map(plainText)).toEqual([
      'the incident',
      'invoices · inc-1\n*Note*\n@U_ADA: The second region is slow.',
    ]);
  },
);

test.each(['channel_not_found', 'is_archived', 'restricted_action_read_only_channel', 'ekm_access_denied'])(
  'in a channel that answers %s it is said to the person who opened the incident',
  async (error) => {
    const { slack, performer } = await thread();
    slack.faults.on('chat.postMessage', { kind: 'refuse', error });
    expect(await performer.perform(NOTE, CONTEXT)).toEqual({ kind: 'done' });
    expect(slack.messages('DU_ADA').map(plainText)).toEqual(['invoices · inc-1\n*Note*\n@U_ADA: The second region is slow.']);
  },
);

test('a claim that has run out says nothing: somebody else may be saying it', async () => {
  const { performer, replies } = await thread();
  const beforeSend = () => {
    throw new Error('Too little of the lease was left, so nothing was sent.');
  };
  await expect(performer.perform(NOTE, { ...CONTEXT, beforeSend })).rejects.toThrow('Too little of the lease was left');
  expect(replies()).toEqual([]);
});

test('the timeline is read from the journal when it is said', async () => {
  const { desk, performer, replies } = await thread();
  await desk.send('inc-1', { type: 'note.add', text: 'The second region is slow.' }, 'U_ADA', { key: 'k', turn: null });
  await performer.perform(effectOf('say', { what: 'closing', steps: [] } as const), CONTEXT);
  expect(replies()).toEqual(['*Closed. What happened*\n02:13:05 UTC @U_ADA: note: The second region is slow.']);
});
