import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { orAbsent } from '#src/http/or-absent.ts';
import { parseAnswer } from '#src/http/parse-answer.ts';
import { retryAfter } from '#src/http/retry-after.ts';
import { untilReset } from '#src/http/until-reset.ts';
import { vendorWords } from '#src/http/vendor-words.ts';

test.each([
  { what: 'GitHub', json: { message: 'Not Found', documentation_url: 'https://docs' }, code: null, sentence: 'Not Found' },
  { what: 'Vercel', json: { error: { code: 'forbidden', message: 'Not you.' } }, code: 'forbidden', sentence: 'Not you' },
  {
    what: 'Cloudflare',
    json: { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
    code: '10000',
    sentence: 'Authentication error',
  },
  {
    what: 'Kubernetes',
    json: { kind: 'Status', message: 'pods "a" not found', reason: 'NotFound', code: 404 },
    code: 'NotFound',
    sentence: 'pods "a" not found',
  },
  { what: 'PagerDuty', json: { error: { message: 'Invalid', code: 2001, errors: ['x'] } }, code: '2001', sentence: 'Invalid' },
  { what: 'Sentry', json: { detail: 'No\n\nsuch\u0007 project.' }, code: null, sentence: 'No such project' },
  { what: 'a sentence alone', json: { error: 'bad things' }, code: null, sentence: 'bad things' },
  { what: 'a text', json: 'bad things', code: null, sentence: 'bad things' },
  { what: 'a code that is a sentence', json: { code: 'one two' }, code: null, sentence: null },
  { what: 'a long sentence', json: { message: 'x'.repeat(300) }, code: null, sentence: `${'x'.repeat(199)}…` },
  { what: 'nothing', json: undefined, code: null, sentence: null },
  { what: 'a list', json: [], code: null, sentence: null },
])('the words of $what', ({ json, code, sentence }) => {
  expect(vendorWords(json)).toEqual({ code, sentence });
});

test.each([
  { headers: {}, ms: null },
  { headers: { 'retry-after': '0' }, ms: 0 },
  { headers: { 'retry-after': '1.5' }, ms: 1500 },
  { headers: { 'retry-after': '' }, ms: null },
  { headers: { 'retry-after': 'soon' }, ms: null },
  { headers: { 'retry-after': '5x' }, ms: null },
  { headers: { 'retry-after': 'Fri, 20 Nov 2026 14:00:30 GMT', date: 'Fri, 20 Nov 2026 14:00:00 GMT' }, ms: 30_000 },
  { headers: { 'retry-after': 'Fri, 20 Nov 2026 13:59:00 GMT', date: 'Fri, 20 Nov 2026 14:00:00 GMT' }, ms: 0 },
  { headers: { 'retry-after': 'Wed, 01 Jan 2200 00:00:00 GMT' }, ms: 86_400_000 },
  { headers: { 'retry-after': '999999999999' }, ms: 86_400_000 },
])('the wait in $headers', ({ headers, ms }) => {
  expect(retryAfter(new Headers(Object.entries(headers)))).toBe(ms);
});

test.each([
  { headers: { 'x-ratelimit-reset': '1795183230', date: 'Fri, 20 Nov 2026 14:00:00 GMT' }, ms: 30_000 },
  { headers: { 'x-ratelimit-reset': '1795183100', date: 'Fri, 20 Nov 2026 14:00:00 GMT' }, ms: 0 },
  { headers: { 'x-ratelimit-reset': '1795183230' }, ms: null },
  { headers: { date: 'Fri, 20 Nov 2026 14:00:00 GMT' }, ms: null },
])('the reset in $headers', ({ headers, ms }) => {
  expect(untilReset(new Headers(Object.entries(headers)), 'x-ratelimit-reset')).toBe(ms);
});

describe('an answer', () => {
  const told = { vendor: 'Acme', asked: 'for the thing', advice: 'Look at it in Acme.' };
  const answer = (json: unknown) => ({ status: 200, headers: new Headers(), text: '', json });

  test('of the right shape is what was asked for', () => {
    expect(parseAnswer(z.object({ id: z.string() }), answer({ id: 'a', more: 1 }), told)).toEqual({ id: 'a' });
  });

  test('of another names the fields and not what is in them', () => {
    expect(() =>
      parseAnswer(z.object({ id: z.string(), of: z.object({ at: z.number() }) }), answer({ id: 7, of: { at: 'canary' } }), told),
    ).toThrow(
      expect.objectContaining({
        code: 'provider_answer_invalid',
        message: "Acme's answer when asked for the thing is missing or has changed: id, of.at. It was not used. Look at it in Acme.",
      }),
    );
  });

  test('that there is no such thing is null, and any other failure stays one', async () => {
    expect(await orAbsent(Promise.reject(new SwitchbackError('provider_not_found', 'No.')))).toBe(null);
    await expect(orAbsent(Promise.reject(new SwitchbackError('provider_unauthorized', 'No.')))).rejects.toMatchObject({ message: 'No.' });
    expect(await orAbsent(Promise.resolve('it'))).toBe('it');
  });
});
