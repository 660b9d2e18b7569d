import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { postError, postRequest } from './post-envelope.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const MINUTE = 60_000;

const ERRORS = {
  dataset: 'errors',
  query: 'event.type:error',
  project: '4501',
  environment: 'production',
  start: '2026-11-20T13:55:00.000Z',
  end: '2026-11-20T13:57:00.000Z',
  interval: '60s',
  yAxis: 'count()',
};

describe('the Web API', () => {
  let sentry: LocalSentry;
  let now: number;

  beforeEach(async () => {
    now = NOW;
    sentry = await startSentry({ now: () => now });
  });
  afterEach(() => sentry.close());

  async function get(
    path: string,
    query: Record<string, string> = {},
    token = sentry.token,
  ): Promise<{ status: number; body: unknown; headers: Headers }> {
    const response = await fetch(`${sentry.apiUrl}/api/0${path}?${new URLSearchParams(query)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: await response.json(), headers: response.headers };
  }
  const timeseries = (query: Record<string, string>): ReturnType<typeof get> => get('/organizations/acme/events-timeseries/', query);

  test('answers a timeseries in the vendor shape, times in milliseconds', async () => {
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'boom' });
    expect((await timeseries(ERRORS)).body).toEqual({
      timeSeries: [
        {
          yAxis: 'count()',
          values: [
            { timestamp: NOW - 5 * MINUTE, value: 1, incomplete: false },
            { timestamp: NOW - 4 * MINUTE, value: 0, incomplete: false },
          ],
          meta: { interval: MINUTE, valueType: 'integer', valueUnit: null },
        },
      ],
      meta: { dataset: 'errors', start: NOW - 5 * MINUTE, end: NOW - 3 * MINUTE },
    });
  });

  test('calls a bucket incomplete until 90 s after its end', async () => {
    now = NOW - 3 * MINUTE + 90_000;
    const { body } = await timeseries(ERRORS);
    expect(body).toMatchObject({
      timeSeries: [{ values: [{ incomplete: false }, { incomplete: true, incompleteReason: 'INCOMPLETE_BUCKET' }] }],
    });
  });

  test('counts the first bucket of an unaligned window in part', async () => {
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'boom' });
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE + 45_000, message: 'boom' });
    const { body } = await timeseries({ ...ERRORS, start: '2026-11-20T13:55:30.000Z' });
    expect(body).toMatchObject({ timeSeries: [{ values: [{ timestamp: NOW - 5 * MINUTE, value: 1 }, { value: 0 }] }] });
  });

  test.each([
    { what: 'environment', typo: { environment: 'prodution' } },
    { what: 'release', typo: { query: 'event.type:error release:"shop@9"' } },
  ])('fills a mistyped $what with zeros that look healthy', async ({ typo }) => {
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'boom' });
    const { status, body } = await timeseries({ ...ERRORS, ...typo });
    expect({ status, body }).toMatchObject({ status: 200, body: { timeSeries: [{ values: [{ value: 0 }, { value: 0 }] }] } });
  });

  test('has an empty series and no meta for a project that the token cannot see', async () => {
    expect((await timeseries({ ...ERRORS, project: '9' })).body).toEqual({ timeSeries: [] });
  });

  test('multiplies sampled spans up unless told not to', async () => {
    await postRequest(sentry.dsn, { at: NOW - 5 * MINUTE, route: 'GET /invoices', sampleRate: 0.25 });
    const spans = { ...ERRORS, dataset: 'spans', query: 'is_transaction:true' };
    expect((await timeseries(spans)).body).toMatchObject({ timeSeries: [{ values: [{ value: 4 }, { value: 0 }] }] });
    expect((await timeseries({ ...spans, disableAggregateExtrapolation: '1' })).body).toMatchObject({
      timeSeries: [{ values: [{ value: 1 }, { value: 0 }] }],
    });
  });

  test.each([
    { what: 'no dataset', query: { ...ERRORS, dataset: '' }, detail: /^dataset must be one of/ },
    { what: 'a sampling mode that is none', query: { ...ERRORS, sampling: 'BEST' }, detail: /^sampling mode: BEST is not supported$/ },
    {
      what: 'ten seconds for spans',
      query: { ...ERRORS, dataset: 'spans', query: 'is_transaction:true', interval: '10s' },
      detail: /^Selected interval is not allowed, allowed intervals are: \[15, 30, 60/,
    },
    { what: 'a window without an end', query: { ...ERRORS, end: '' }, detail: /^start and end are both required/ },
    { what: 'a slug for a project', query: { ...ERRORS, project: 'invoices' }, detail: /^Invalid project parameter/ },
    { what: 'an issue that does not exist', query: { ...ERRORS, query: 'issue:INVOICES-9' }, detail: /^Invalid value '\[INVOICES-9\]'/ },
  ])('refuses $what as the vendor does', async ({ query, detail }) => {
    const { status, body } = await timeseries(query);
    expect({ status, body }).toEqual({ status: 400, body: { detail: expect.stringMatching(detail) } });
    expect(sentry.unexpected).toEqual([]);
  });

  const grouped = { topEvents: '10', groupBy: 'release', sort: '-count()', excludeOther: '1' };
  test.each([
    { what: 'that cannot be read', query: { interval: 'soon' }, intervalMs: 60 * MINUTE },
    { what: 'of more than 10,000 points in two days', query: { start: '2026-11-18T12:00:00Z', interval: '10s' }, intervalMs: 60 * MINUTE },
    { what: 'of more than 10,000 points in 20 h', query: { start: '2026-11-19T18:00:00Z', interval: '5s' }, intervalMs: 5 * MINUTE },
    {
      what: 'of more than 1,000 points for each of ten groups',
      query: { ...grouped, start: '2026-11-19T20:00:00Z', interval: '60s' },
      intervalMs: 5 * MINUTE,
    },
    {
      what: 'longer than a window of spans',
      query: { dataset: 'spans', query: 'is_transaction:true', interval: '5m' },
      intervalMs: 15 * MINUTE,
    },
  ])('takes another interval for one $what', async ({ query, intervalMs }) => {
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'boom' });
    const { body } = await timeseries({ ...ERRORS, ...query });
    expect(body).toMatchObject({ timeSeries: [{ meta: { interval: intervalMs } }] });
  });

  test('answers a long window of a busy organisation from a sample, and from all of it when asked for that', async () => {
    sentry.set({ busy: true });
    for (let index = 0; index < 16; index += 1) await postRequest(sentry.dsn, { at: NOW - 5 * MINUTE, route: 'GET /', sampleRate: 0.5 });
    const spans = { ...ERRORS, dataset: 'spans', query: 'is_transaction:true', disableAggregateExtrapolation: '1' };
    const first = (value: number, sampleRate: number, dataScanned: string): object => ({
      timeSeries: [{ values: [expect.anything(), { value, sampleRate, sampleCount: value }, {}], meta: { dataScanned } }],
    });
    const nineHours = { ...spans, interval: '3h', start: '2026-11-20T09:00:00Z', end: '2026-11-20T18:00:00Z' };
    expect((await timeseries(nineHours)).body).toMatchObject(first(2, 0.0625, 'partial'));
    expect((await timeseries({ ...nineHours, sampling: 'HIGHEST_ACCURACY' })).body).toMatchObject(first(16, 0.5, 'full'));
    sentry.set({ samplingIgnored: true });
    expect((await timeseries({ ...nineHours, sampling: 'HIGHEST_ACCURACY' })).body).toMatchObject(first(2, 0.0625, 'partial'));
  });

  test('of an older server has no such endpoint', async () => {
    sentry.set({ withoutTimeseries: true });
    expect(await timeseries(ERRORS)).toMatchObject({ status: 404, body: { detail: 'The requested resource does not exist' } });
  });

  test('counts requests in seconds only where a rehearsal asks for that', async () => {
    const quick = await startSentry({ now: () => now, extraSpanIntervals: [1] });
    const query = { ...ERRORS, dataset: 'spans', query: 'is_transaction:true', interval: '1s' };
    const url = `${quick.apiUrl}/api/0/organizations/acme/events-timeseries/?${new URLSearchParams(query)}`;
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${quick.token}` } });
    await quick.close();
    expect([(await timeseries(query)).status, status]).toEqual([400, 200]);
  });

  test('refuses a request without the dataset parameter', async () => {
    const { dataset: _, ...query } = ERRORS;
    expect(await timeseries(query)).toMatchObject({ status: 400, body: { detail: 'dataset is required' } });
  });

  test.each([
    'column does not exist',
    '!event.type:error',
    'event.type:error OR event.type:default',
    'message:"*total*"',
    'is_transaction:true',
    'release:shop@2 user.id:1',
  ])('fails loudly on the query %s, which it does not declare', async (query) => {
    expect((await timeseries({ ...ERRORS, query })).status).toBe(400);
    expect(sentry.unexpected).toEqual([`the errors query ${query}`]);
  });

  test('fails loudly on a parameter that the vendor would ignore, and on a path without its last slash', async () => {
    expect((await timeseries({ ...ERRORS, env: 'production' })).status).toBe(400);
    expect((await get('/organizations/acme/issues')).status).toBe(400);
    expect(sentry.unexpected).toEqual([
      'the parameter env of /organizations/:organization/events-timeseries/',
      'GET /api/0/organizations/acme/issues',
    ]);
  });

  test('says who may not ask, and puts the limits on every answer', async () => {
    const wrong = await get('/organizations/acme/events-timeseries/', ERRORS, 'guess');
    expect(wrong).toMatchObject({ status: 401, body: { detail: 'Invalid token' } });
    sentry.set({ scopes: ['project:read'] });
    const scopeless = await timeseries(ERRORS);
    expect(scopeless).toMatchObject({ status: 403, body: { detail: 'You do not have permission to perform this action.' } });
    const headers = Array.from(wrong.headers.keys()).filter((name) => name.startsWith('x-sentry-'));
    expect(headers).toEqual([
      'x-sentry-rate-limit-concurrentlimit',
      'x-sentry-rate-limit-concurrentremaining',
      'x-sentry-rate-limit-limit',
      'x-sentry-rate-limit-remaining',
      'x-sentry-rate-limit-reset',
    ]);
  });

  test('refuses more than 40 requests in a second', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => timeseries(ERRORS)));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toEqual({
      detail: 'You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds',
    });
  });

  test('shows an event after the lag, counted at its own time', async () => {
    sentry.set({ lagMs: 30_000 });
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'late' });
    expect((await timeseries(ERRORS)).body).toMatchObject({ timeSeries: [{ values: [{ value: 0 }, { value: 0 }] }] });
    now += 30_000;
    expect((await timeseries(ERRORS)).body).toMatchObject({ timeSeries: [{ values: [{ value: 1 }, { value: 0 }] }] });
  });

  test('a stall holds back what comes and nothing that was there', async () => {
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'before' });
    sentry.set({ stalled: true });
    await postError(sentry.dsn, { at: NOW - 5 * MINUTE, message: 'during' });
    now += 20 * MINUTE;
    expect((await timeseries(ERRORS)).body).toMatchObject({ timeSeries: [{ values: [{ value: 1 }, { value: 0 }] }] });
    sentry.set({ stalled: false });
    expect((await timeseries(ERRORS)).body).toMatchObject({ timeSeries: [{ values: [{ value: 2 }, { value: 0 }] }] });
  });

  test('counts a loss at the door and a silent one as rejected, in seconds', async () => {
    sentry.set({ rejectShare: 1 });
    await postError(sentry.dsn, { at: NOW, message: 'boom' });
    sentry.set({ rejectShare: 0, dropShare: 1 });
    await postError(sentry.dsn, { at: NOW, message: 'boom' });
    const second = NOW / 1000;
    const query = { stat: 'rejected', resolution: '10s', since: String(second - 10), until: String(second + 10) };
    expect((await get('/projects/acme/invoices/stats/', query)).body).toEqual([
      [second - 10, 0],
      [second, 2],
    ]);
    expect((await get('/projects/acme/invoices/stats/', { ...query, since: String(NOW - 10), until: String(NOW) })).status).toBe(400);
  });
});
