import { expect, test } from 'vitest';
import { refusalOf, type Refusal } from '#src/slack/posts/slack-failure.ts';
import { client, localSlack } from '../support/local-slack.ts';
import type { Fault } from '#sandbox/slack/faults.ts';

/** What a call that meets this fault means for a message; `thrown` where it may have been posted. */
async function meaningOf(fault: Fault): Promise<Refusal | 'thrown'> {
  const slack = await localSlack();
  slack.faults.on('chat.postMessage', fault);
  const error: unknown = await client(slack)
    .chat.postMessage({ channel: 'C_OPS', text: 'x' })
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  try {
    return refusalOf(error);
  } catch (thrown) {
    if (thrown !== error) throw thrown;
    return 'thrown';
  }
}

test('Slack’s refusals certainly posted nothing', async () => {
  expect(await meaningOf({ kind: 'refuse', error: 'not_in_channel' })).toEqual({ kind: 'refused', code: 'not_in_channel' });
  expect(await meaningOf({ kind: 'refuse', error: 'invalid_blocks' })).toEqual({ kind: 'refused', code: 'invalid_blocks' });
});

test('a rate limit certainly posted nothing, and says when to come again', async () => {
  expect(await meaningOf({ kind: 'rateLimited', retryAfterSeconds: 30 })).toEqual({
    kind: 'again',
    afterMs: 30_000,
    why: 'Slack asked to wait.',
  });
  expect(await meaningOf({ kind: 'refuse', error: 'ratelimited' })).toEqual({ kind: 'again', afterMs: 1_000, why: 'Slack asked to wait.' });
});

test.each([
  { kind: 'dropReplyAfterDoing' },
  { kind: 'serverError', status: 500 },
  { kind: 'refuse', error: 'fatal_error' },
  { kind: 'refuse', error: 'internal_error' },
] as const)('$kind $error may have posted it', async (fault) => {
  expect(await meaningOf(fault)).toBe('thrown');
});

test('an error of our own is none of Slack’s', () => {
  expect(() => refusalOf(new TypeError('x is not a function'))).toThrow(TypeError);
});
