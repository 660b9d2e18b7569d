import { expect, test } from 'vitest';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { drillReminder } from '#src/slack/messages/drill-reminder.ts';
import { postOnce } from '#src/slack/posts/post-once.ts';
import { CONTEXT, effectOf, reconciled } from '../support/effect.ts';
import { client, localSlack, poster } from '../support/local-slack.ts';

const DRILL = { schedule: 's', service: 'invoices', kind: 'rehearsal', channel: 'C_OPS', occurrence: 0, missedSince: null };
const REMINDER = effectOf('remindDrill', DRILL, null);

function texts(slack: Slack): string[] {
  return slack.messages('C_OPS').map(({ text }) => text);
}

test('a reminder is posted in its channel', async () => {
  const slack = await localSlack();
  expect(await postOnce(client(slack), poster(slack), drillReminder).perform(REMINDER, CONTEXT)).toEqual({ kind: 'done' });
  expect(texts(slack)).toEqual(['DRILL · invoices: a rehearsal is due']);
});

test('one whose answer was lost is found again, so it is said once', async () => {
  const slack = await localSlack();
  const performer = postOnce(client(slack), poster(slack), drillReminder);
  slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
  await expect(performer.perform(REMINDER, CONTEXT)).rejects.toThrow(/^A request error occurred|^An HTTP protocol error/);
  expect(await reconciled(performer, REMINDER)).toEqual({ kind: 'landed' });
  expect(texts(slack)).toHaveLength(1);
});

test('one that never came is known to be absent', async () => {
  const slack = await localSlack();
  expect(await reconciled(postOnce(client(slack), poster(slack), drillReminder), REMINDER)).toEqual({ kind: 'absent' });
});

test('one that Slack asks to wait for is said later, and a refused one is never given up', async () => {
  const slack = await localSlack();
  const performer = postOnce(client(slack), poster(slack), drillReminder);
  slack.faults.on('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 2 });
  expect(await performer.perform(REMINDER, CONTEXT)).toEqual({ kind: 'again', afterMs: 2_000, why: 'Slack asked to wait.' });
  slack.faults.on('chat.postMessage', { kind: 'refuse', error: 'channel_not_found' });
  expect(await performer.perform(REMINDER, CONTEXT)).toEqual({
    kind: 'again',
    afterMs: 1_000,
    why: 'Slack refused the message: channel_not_found.',
  });
});
