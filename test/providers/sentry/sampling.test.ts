import { afterEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { createSentry } from '#src/providers/sentry/create-sentry.ts';
import type { Errors } from '#src/providers/errors.ts';
import { postRequest } from '#test/sandbox/sentry/post-envelope.ts';
import { startCanned, type CannedAnswer } from './canned.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const MINUTE = 60_000;
const WINDOW = { start: NOW - 2 * MINUTE, end: NOW };
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function canned(answer: () => CannedAnswer): Promise<{ errors: Errors }> {
  const server = await startCanned(answer);
  closing.push(() => server.close());
  const dsn = `${server.origin.replace('http://', 'http://c0ffee00c0ffee00c0ffee00c0ffee00@')}/4501`;
  const options = { organization: 'acme', project: 'invoices', environment: 'production', now: () => NOW };
  return { errors: createSentry({ ...options, token: 'sntryi_very_secret', baseUrl: server.origin, dsn }) };
}

async function sandbox(): Promise<{ sentry: LocalSentry; errors: Errors }> {
  const sentry = await startSentry({ now: () => NOW });
  closing.push(() => sentry.close());
  const { token, apiUrl: baseUrl, organization, project, dsn } = sentry;
  const options = { organization, project, environment: 'production', dsn, now: () => NOW };
  return { sentry, errors: createSentry({ ...options, token, baseUrl }) };
}

const count = (errors: Errors): Promise<unknown> => errors.counts(WINDOW, MINUTE, { kind: 'all' }, soon());

describe('traffic', () => {
  const spans = (values: object[], dataScanned = 'full'): CannedAnswer => ({
    body: {
      timeSeries: [{ yAxis: 'count()', values, meta: { interval: MINUTE, valueType: 'integer', valueUnit: null, dataScanned } }],
      meta: { dataset: 'spans', start: WINDOW.start, end: WINDOW.end },
    },
  });

  test('is put on one scale where a new release is sampled at another rate than the old one', async () => {
    const values = [
      { timestamp: WINDOW.start, value: 10, incomplete: false, sampleCount: 10, sampleRate: 0.1 },
      { timestamp: WINDOW.start + MINUTE, value: 50, incomplete: false, sampleCount: 50, sampleRate: 0.5 },
    ];
    const { errors } = await canned(() => spans(values));
    expect(await errors.traffic(WINDOW, MINUTE, null, soon())).toMatchObject({ buckets: [{ count: 100 }, { count: 100 }] });
  });

  test('with a bucket whose rate is not told beside one whose rate is, is not believed', async () => {
    const values = [
      { timestamp: WINDOW.start, value: 10, incomplete: false, sampleRate: 0.1 },
      { timestamp: WINDOW.start + MINUTE, value: 50, incomplete: false },
    ];
    const { errors } = await canned(() => spans(values));
    await expect(errors.traffic(WINDOW, MINUTE, null, soon())).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('from a sample is not compared with anything', async () => {
    const { errors } = await canned(() => spans([{ timestamp: WINDOW.start, value: 10, incomplete: false, sampleRate: 0.01 }], 'partial'));
    await expect(errors.traffic(WINDOW, MINUTE, null, soon())).rejects.toMatchObject({
      code: 'provider_answer_invalid',
      message: expect.stringContaining('from a sample, though all was asked for, so its counts were not compared with anything.'),
    });
  });

  test('is asked of a busy organisation in full', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ busy: true });
    for (let index = 0; index < 9; index += 1) await postRequest(sentry.dsn, { at: NOW - 60 * MINUTE, route: 'GET /' });
    const { buckets } = await errors.traffic({ start: NOW - 5 * 60 * MINUTE, end: NOW }, 60 * MINUTE, null, soon());
    expect(buckets.map((bucket) => bucket.count)).toEqual([0, 0, 0, 0, 9]);
    sentry.set({ samplingIgnored: true });
    await expect(errors.traffic({ start: NOW - 5 * 60 * MINUTE, end: NOW }, 60 * MINUTE, null, soon())).rejects.toMatchObject({
      code: 'provider_answer_invalid',
    });
  });
});

describe('a timeseries', () => {
  test('that a self-hosted server is too old for is told as that, and not as a misspelt organization', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ withoutTimeseries: true });
    const lacks = {
      code: 'provider_not_found',
      retryable: false,
      message: expect.stringContaining('lacks the endpoint events-timeseries'),
    };
    await expect(count(errors)).rejects.toMatchObject(lacks);
    await expect(errors.traffic(WINDOW, MINUTE, null, soon())).rejects.toMatchObject(lacks);
    sentry.set({ scopes: ['org:read'] });
    await expect(count(errors)).rejects.toMatchObject({
      code: 'provider_not_found',
      message: expect.stringContaining('Either the organization is misspelt, or this server is too old'),
    });
  });

  test('of an organization that nobody knows is told as that', async () => {
    const { errors } = await canned(() => ({ status: 404, body: { detail: 'The requested resource does not exist' } }));
    await expect(count(errors)).rejects.toMatchObject({
      code: 'provider_not_found',
      message: expect.stringContaining('Sentry knows nothing at GET /organizations/acme/events-timeseries/'),
    });
  });
});
