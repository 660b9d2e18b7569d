import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { boltLogger } from '#src/slack/connection/bolt-logger.ts';
import { refusalOf, type Refusal } from '#src/slack/posts/slack-failure.ts';
import { addressOfNobody } from '#test/support/address-of-nobody.ts';
import { client, localSlack, SILENT } from '../support/local-slack.ts';
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
  expect(await meaningOf({ kind: 'refuse', error: 'not_in_channel' })).toEqual({ kind: 'refused', about: 'place', code: 'not_in_channel' });
  expect(await meaningOf({ kind: 'refuse', error: 'invalid_blocks' })).toEqual({
    kind: 'refused',
    about: 'content',
    code: 'invalid_blocks',
  });
});

test('a rate limit certainly posted nothing, and says when to come again', async () => {
  expect(await meaningOf({ kind: 'rateLimited', retryAfterSeconds: 30 })).toEqual({
    kind: 'wait',
    afterMs: 30_000,
    why: 'Slack asked to wait.',
  });
  expect(await meaningOf({ kind: 'refuse', error: 'ratelimited' })).toEqual({ kind: 'wait', afterMs: null, why: 'Slack asked to wait.' });
});

test.each([
  { kind: 'dropReplyAfterDoing' },
  { kind: 'serverError', status: 500 },
  { kind: 'refuse', error: 'fatal_error' },
  { kind: 'refuse', error: 'internal_error' },
] as const)('$kind $error may have posted it', async (fault) => {
  expect(await meaningOf(fault)).toBe('thrown');
});

test('a word that Slack does not publish is a mistake of the call, and certainly posted nothing', async () => {
  expect(await meaningOf({ kind: 'refuse', error: 'too_many_pandas' })).toEqual({
    kind: 'refused',
    about: 'call',
    code: 'too_many_pandas',
  });
});

test('a Slack that is not there posted nothing', async () => {
  const away = new webApi.WebClient('xoxb-x', {
    slackApiUrl: `${await addressOfNobody()}/`,
    retryConfig: { retries: 0 },
    logger: boltLogger(SILENT),
  });
  const error: unknown = await away.chat.postMessage({ channel: 'C_OPS', text: 'x' }).catch((thrown: unknown) => thrown);
  expect(refusalOf(error)).toEqual({ kind: 'wait', afterMs: null, why: 'Slack could not be reached.' });
});

test('an error of our own is none of Slack’s', () => {
  expect(() => refusalOf(new TypeError('x is not a function'))).toThrow(TypeError);
});
