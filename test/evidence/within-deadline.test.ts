import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { hang } from '#test/support/gate.ts';

const never = new AbortController().signal;
const HOUR = 3_600_000;

test('an answer in time is read', async () => {
  expect(await withinDeadline(async () => 7, HOUR, never)).toEqual({ kind: 'read', value: 7 });
});

test('a source that hangs costs its deadline', async () => {
  expect(await withinDeadline(hang, 20, never)).toEqual({ kind: 'unavailable', why: 'It did not answer within 0.02 s.' });
});

test('so does one that does not listen to the signal', async () => {
  const deaf = () => new Promise<never>(() => undefined);
  expect(await withinDeadline(deaf, 20, never)).toEqual({ kind: 'unavailable', why: 'It did not answer within 0.02 s.' });
});

test('a source that says at its deadline that it was unavailable only hung', async () => {
  const wraps = (signal: AbortSignal) =>
    hang(signal).catch(() => {
      throw new SwitchbackError('provider_unavailable', 'The request was aborted.');
    });
  expect(await withinDeadline(wraps, 20, never)).toEqual({ kind: 'unavailable', why: 'It did not answer within 0.02 s.' });
});

test('a failure of the source is unavailable, in the words of the source', async () => {
  const fails = async (): Promise<never> => {
    throw new SwitchbackError('provider_unauthorized', 'Vercel refused the token. Give it the team.');
  };
  expect(await withinDeadline(fails, HOUR, never)).toEqual({ kind: 'unavailable', why: 'Vercel refused the token. Give it the team.' });
});

test('a mistake of our own is thrown', async () => {
  const mistaken = async (): Promise<never> => {
    throw new TypeError('undefined is not a function');
  };
  await expect(withinDeadline(mistaken, HOUR, never)).rejects.toThrow('undefined is not a function');
});

test('the end of the whole work is thrown: it is no finding about the source', async () => {
  const reason = new Error('the process stops');
  await expect(withinDeadline(hang, HOUR, AbortSignal.abort(reason))).rejects.toBe(reason);
});
