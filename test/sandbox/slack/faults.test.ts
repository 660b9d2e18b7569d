import { expect, test } from 'vitest';
import { webApi } from '@slack/bolt';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { client, post, refusal, workspace } from './workspace.ts';

const said = (slack: Slack) => slack.messages('C_OPS').map(plainText);

test('a planned 429 says how long to wait, does nothing, and is over after its count', async () => {
  const slack = await workspace();
  slack.faults.on('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 7 }, 2);
  for (const text of ['one', 'two']) {
    await expect(post(slack, { text })).rejects.toMatchObject({ code: webApi.ErrorCode.RateLimitedError, retryAfter: 7 });
  }
  await post(slack, { text: 'three' });
  expect(said(slack)).toEqual(['three']);
});

test('a planned server error does nothing and touches no other method', async () => {
  const slack = await workspace();
  slack.faults.on('chat.postMessage', { kind: 'serverError', status: 503 });
  expect((await client(slack).auth.test()).ok).toBe(true);
  await expect(post(slack, { text: 'one' })).rejects.toMatchObject({ code: webApi.ErrorCode.HTTPError, statusCode: 503 });
  expect(said(slack)).toEqual([]);
});

test('a dropped reply leaves the caller without an answer and the thing done', async () => {
  const slack = await workspace();
  slack.faults.on('chat.postMessage', { kind: 'dropReplyAfterDoing' });
  await expect(post(slack, { text: 'done all the same' })).rejects.toMatchObject({ code: webApi.ErrorCode.RequestError });
  expect(said(slack)).toEqual(['done all the same']);
  expect(slack.calls).toMatchObject([{ method: 'chat.postMessage', answer: null, done: true }]);
});

test('a hanging call is never answered and does nothing', async () => {
  const slack = await workspace();
  slack.faults.on('chat.postMessage', { kind: 'hang' });
  const body = new URLSearchParams({ channel: 'C_OPS', text: 'x', token: slack.botToken });
  const gaveUp = new AbortController();
  const call = fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body, signal: gaveUp.signal });
  await slack.waitFor('the call', () => slack.calls.length === 1);
  gaveUp.abort();
  await expect(call).rejects.toThrow('aborted');
  expect(slack.calls).toMatchObject([{ method: 'chat.postMessage', answer: null, done: false }]);
  expect(said(slack)).toEqual([]);
});

test('a slow call is done later than one that came after it', async () => {
  const slack = await workspace();
  slack.faults.on('chat.postMessage', { kind: 'slow', ms: 500 });
  await Promise.all([post(slack, { text: 'slow' }), post(slack, { text: 'quick' })]);
  expect(said(slack)).toEqual(['quick', 'slow']);
});

test('any method can be made to refuse with any error', async () => {
  const slack = await workspace();
  slack.faults.on('usergroups.users.list', { kind: 'refuse', error: 'plan_upgrade_required' });
  expect(await refusal(client(slack).usergroups.users.list({ usergroup: 'S_KEEPERS' }))).toBe('plan_upgrade_required');
  expect((await client(slack).usergroups.users.list({ usergroup: 'S_KEEPERS' })).users).toEqual(['U_ADA']);
});

test('the newer blocks are refused while the workspace does not have them', async () => {
  const slack = await workspace();
  const plan = { text: 'x', blocks: [{ type: 'plan', title: 'Steps' }] };
  slack.faults.acceptNewBlocks(false);
  const answer = await post(slack, plan).catch((error: webApi.WebAPIPlatformError) => error.data);
  expect(answer).toMatchObject({
    error: 'invalid_blocks',
    response_metadata: { messages: ['[ERROR] unsupported type: plan [json-pointer:/blocks/0/type]'] },
  });
  slack.faults.acceptNewBlocks(true);
  expect((await post(slack, plan)).blocks).toMatchObject([{ type: 'plan', title: 'Steps' }]);
});

test('clearing ends every planned fault', async () => {
  const slack = await workspace();
  slack.faults.on('chat.postMessage', { kind: 'serverError', status: 500 }, 100);
  slack.faults.acceptNewBlocks(false);
  slack.faults.clear();
  expect((await post(slack, { text: 'x', blocks: [{ type: 'markdown', text: '# x' }] })).text).toBe('x');
});
