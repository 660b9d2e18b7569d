import { afterEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { createSentry } from '#src/providers/sentry/create-sentry.ts';
import type { Errors } from '#src/providers/errors.ts';
import { startCanned, type Canned, type CannedAnswer } from './canned.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const MINUTE = 60_000;
const WINDOW = { start: NOW - 2 * MINUTE, end: NOW };
const TOKEN = 'sntryi_very_secret';
const KEY = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const ID = 'a'.repeat(32);
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function canned(answer: (url: URL) => CannedAnswer): Promise<{ server: Canned; errors: Errors }> {
  const server = await startCanned(answer);
  closing.push(() => server.close());
  const dsn = server.origin.replace('http://', `http://${KEY}@`);
  const options = { organization: 'acme', project: 'invoices', environment: 'production', now: () => NOW };
  return { server, errors: createSentry({ ...options, token: TOKEN, baseUrl: server.origin, dsn: `${dsn}/4501` }) };
}

async function sandbox(): Promise<{ sentry: LocalSentry; errors: Errors }> {
  const sentry = await startSentry({ now: () => NOW });
  closing.push(() => sentry.close());
  const { token, apiUrl: baseUrl, organization, project, dsn } = sentry;
  const options = { organization, project, environment: 'production', dsn, now: () => NOW };
  return { sentry, errors: createSentry({ ...options, token, baseUrl, attemptTimeoutMs: 300 }) };
}

const count = (errors: Errors): Promise<unknown> => errors.counts(WINDOW, MINUTE, { kind: 'all' }, soon());

function timeseries(change: { interval?: number; values?: unknown; series?: number; groupBy?: unknown }): CannedAnswer {
  const values = change.values ?? [
    { timestamp: WINDOW.start, value: 1, incomplete: false },
    { timestamp: WINDOW.start + MINUTE, value: 2, incomplete: true },
  ];
  const one = { yAxis: 'count()', values, meta: { interval: change.interval ?? MINUTE, valueType: 'integer', valueUnit: null } };
  const timeSeries = Array.from({ length: change.series ?? 1 }, () => ({ ...one, groupBy: change.groupBy }));
  return { body: { timeSeries, meta: { dataset: 'errors', start: WINDOW.start, end: WINDOW.end } } };
}

describe('a timeseries', () => {
  test('is read with its incomplete buckets marked', async () => {
    const { errors } = await canned(() => timeseries({}));
    expect(await count(errors)).toEqual({
      bucketMs: MINUTE,
      buckets: [
        { at: WINDOW.start, count: 1, complete: true },
        { at: WINDOW.start + MINUTE, count: 2, complete: false },
      ],
    });
  });

  test('keeps a missing bucket missing', async () => {
    const { errors } = await canned(() => timeseries({ values: [{ timestamp: WINDOW.start + MINUTE, value: 2, incomplete: false }] }));
    expect(await count(errors)).toEqual({ bucketMs: MINUTE, buckets: [{ at: WINDOW.start + MINUTE, count: 2, complete: true }] });
  });

  const at = (timestamp: number, value: unknown = 1): object => ({ timestamp, value, incomplete: false });
  test.each([
    { what: 'has another interval than asked', answer: timeseries({ interval: 5 * MINUTE }) },
    { what: 'has its interval in seconds', answer: timeseries({ interval: 60 }) },
    { what: 'has its timestamps in seconds', answer: timeseries({ values: [at(WINDOW.start / 1000)] }) },
    { what: 'has a bucket off the grid', answer: timeseries({ values: [at(WINDOW.start + 1)] }) },
    { what: 'has a bucket twice', answer: timeseries({ values: [at(WINDOW.start), at(WINDOW.start)] }) },
    { what: 'has a count that is no whole number', answer: timeseries({ values: [at(WINDOW.start, 1.5)] }) },
    { what: 'has a count that is null', answer: timeseries({ values: [at(WINDOW.start, null)] }) },
    { what: 'does not say what is incomplete', answer: timeseries({ values: [{ timestamp: WINDOW.start, value: 1 }] }) },
    { what: 'has no bucket at all', answer: timeseries({ values: [] }) },
    { what: 'has two series where one was asked', answer: timeseries({ series: 2 }) },
    { what: 'is a string', answer: { body: '"healthy"' } },
    { what: 'is a page', answer: { body: '<html>welcome</html>', headers: { 'content-type': 'text/html' } } },
  ])('is not believed when it $what', async ({ answer }) => {
    const { errors } = await canned(() => answer);
    await expect(count(errors)).rejects.toMatchObject({ code: 'provider_answer_invalid', retryable: false });
  });

  test('with a replaced interval is not believed from the sandbox either', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ intervalReplaced: true });
    await expect(count(errors)).rejects.toMatchObject({
      code: 'provider_answer_invalid',
      message: expect.stringContaining('has buckets of 300000 ms where 60000 ms were asked'),
    });
  });

  test('without any series is a project that cannot be seen, with or without meta', async () => {
    const { errors } = await canned((url) => ({
      body: url.searchParams.get('dataset') === 'spans' ? { timeSeries: [] } : timeseries({ series: 0 }).body,
    }));
    await expect(count(errors)).rejects.toMatchObject({ code: 'provider_not_found' });
    await expect(errors.traffic(WINDOW, MINUTE, null, soon())).rejects.toMatchObject({ code: 'provider_not_found' });
  });

  test('tells errors that carry no release under the empty name', async () => {
    const values = [at(WINDOW.start, 3)];
    const { errors } = await canned(() => timeseries({ values, interval: 10_000, groupBy: [{ key: 'release', value: null }] }));
    expect(await errors.releases(WINDOW, soon())).toEqual([{ release: '', count: 3 }]);
  });
});

describe('other answers', () => {
  test('statistics in milliseconds are not believed', async () => {
    const { errors } = await canned(() => ({ body: [[WINDOW.start, 4]] }));
    await expect(errors.rejected(WINDOW, soon())).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('statistics without a bucket are not zero', async () => {
    const { errors } = await canned(() => ({ body: [] }));
    await expect(errors.rejected(WINDOW, soon())).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('a heartbeat of another id is not ours', async () => {
    const { errors } = await canned(() => ({
      body: { eventID: 'b'.repeat(32), dateCreated: '2026-11-20T14:00:00Z', dateReceived: '2026-11-20T14:00:01Z' },
    }));
    await expect(errors.heartbeat(ID, soon())).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('a heartbeat keeps the two clocks apart', async () => {
    const { errors } = await canned(() => ({
      body: { eventID: ID, dateCreated: '2026-11-20T14:00:00Z', dateReceived: '2026-11-20T14:00:01.500Z' },
    }));
    expect(await errors.heartbeat(ID, soon())).toEqual({ sentAt: NOW, receivedAt: NOW + 1500 });
  });

  test('a page that is not JSON is no "not found" either', async () => {
    const { errors } = await canned(() => ({ status: 404, body: '<html>nginx</html>' }));
    await expect(errors.heartbeat(ID, soon())).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('a redirect is not followed, so the token stays with its origin', async () => {
    const other = await canned(() => timeseries({}));
    const { errors } = await canned(() => ({ status: 302, headers: { location: other.server.origin }, body: '' }));
    await expect(count(errors)).rejects.toMatchObject({ code: 'provider_answer_invalid' });
    expect(other.server.requests).toEqual([]);
  });

  test('a bad request is refused with the shortened reason', async () => {
    const { errors } = await canned(() => ({ status: 400, body: { detail: `Invalid\n${'x'.repeat(5000)}` } }));
    await expect(count(errors)).rejects.toMatchObject({
      code: 'provider_refused',
      retryable: false,
      message: expect.stringContaining(`(400): Invalid ${'x'.repeat(191)}…. Nothing`),
    });
  });

  test('a missing scope is named', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ scopes: ['org:read', 'project:read'] });
    await expect(errors.issues(WINDOW, null, soon())).rejects.toMatchObject({
      code: 'provider_unauthorized',
      message: expect.stringContaining('Give it the scope event:read'),
    });
  });

  test('the limit on concurrency is waited out like the one on frequency', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ fault: { kind: 'concurrency', times: 1 } });
    await count(errors);
    expect(sentry.requests.map(({ status }) => status)).toEqual([429, 200]);
  });

  test('a reset that is far away is told and not waited for', async () => {
    const date = 'Fri, 20 Nov 2026 14:00:00 GMT';
    const { server, errors } = await canned(() => ({
      status: 429,
      headers: { date, 'x-sentry-rate-limit-reset': String(NOW / 1000 + 60) },
      body: { detail: 'You are attempting to use this endpoint too frequently.' },
    }));
    await expect(count(errors)).rejects.toMatchObject({ code: 'provider_rate_limited', retryable: true, retryAfterMs: 60_000 });
    expect(server.requests.length).toBe(1);
  });

  test('one attempt that hangs is given up and the read repeated', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ fault: { kind: 'hang', times: 1 } });
    await count(errors);
    expect(sentry.requests.map(({ status }) => status)).toEqual([null, 200]);
  });
});

describe('a write', () => {
  const mark = { release: 'shop@1', name: 'rollback from shop@2', url: 'https://acme.slack.com/p1', startedAt: NOW, finishedAt: NOW };
  const afterTheLook = (answer: CannedAnswer): ((url: URL) => CannedAnswer) => {
    return (url) => (url.pathname.endsWith('/deploys/') ? { status: 404, body: { detail: 'not found' } } : answer);
  };

  test.each([
    { what: '502 from a proxy', answer: { status: 502, body: '<html>' }, code: 'outcome_unknown' },
    { what: '200 with a page', answer: { status: 200, body: '<html>' }, code: 'outcome_unknown' },
    { what: '429', answer: { status: 429, body: { detail: 'too frequently' } }, code: 'provider_rate_limited' },
    { what: '400', answer: { status: 400, body: { version: ['not allowed'] } }, code: 'provider_refused' },
    { what: '404', answer: { status: 404, body: { detail: 'gone' } }, code: 'provider_not_found' },
  ])('answered with $what is $code and sent once', async ({ answer, code }) => {
    const { server, errors } = await canned(afterTheLook(answer));
    await expect(errors.mark(mark, soon())).rejects.toMatchObject({ code });
    expect(server.requests.filter(({ method }) => method === 'POST').length).toBe(1);
  });
});

describe('sending a heartbeat', () => {
  test.each([
    { what: 'a wrong key or region (403)', answer: { status: 403, body: { detail: 'ProjectId' } }, code: 'provider_unauthorized' },
    {
      what: 'a rate limit (429)',
      answer: { status: 429, body: {}, headers: { 'x-sentry-rate-limits': '60:error:key' } },
      code: 'provider_rate_limited',
    },
    { what: 'a broken ingest (503)', answer: { status: 503, body: '' }, code: 'provider_unavailable' },
    { what: 'a page that is not Sentry', answer: { body: '<html>' }, code: 'provider_answer_invalid' },
    { what: 'an invalid envelope (400)', answer: { status: 400, body: {} }, code: 'provider_refused' },
  ])('to $what is $code, never silence', async ({ answer, code }) => {
    const { errors } = await canned(() => answer);
    await expect(errors.sendHeartbeat(ID, 'INC-1', soon())).rejects.toMatchObject({ code });
  });

  test('that nobody answers is provider_unavailable', async () => {
    const { sentry, errors } = await sandbox();
    sentry.set({ fault: { kind: 'hang', times: 1, path: '/envelope/' } });
    await expect(errors.sendHeartbeat(ID, 'INC-1', soon())).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  test('goes to the host and path of the DSN, not to that of the API', async () => {
    const ingest = await canned(() => ({ body: { id: ID } }));
    const dsn = `${ingest.server.origin.replace('http://', `http://${KEY}@`)}/relay/4501`;
    const options = { organization: 'acme', project: 'invoices', environment: 'production', token: TOKEN };
    await createSentry({ ...options, baseUrl: 'https://de.sentry.invalid', dsn }).sendHeartbeat(ID, 'INC-1', soon());
    expect(ingest.server.requests).toEqual([{ method: 'POST', url: '/relay/api/4501/envelope/', authorization: undefined }]);
  });
});

describe('settings', () => {
  const right = {
    token: TOKEN,
    baseUrl: 'https://us.sentry.io/',
    organization: 'acme',
    project: 'invoices',
    environment: 'production',
    dsn: `https://${KEY}@o1.ingest.de.sentry.io/4501`,
  };

  test('with a slash at the end of the origin are taken', () => {
    expect(() => createSentry(right)).not.toThrow();
  });

  test.each([
    { what: 'a path in the URL', wrong: { baseUrl: 'https://us.sentry.io/api/0/' }, says: 'carries more than an origin' },
    { what: 'no scheme', wrong: { baseUrl: 'us.sentry.io' }, says: 'is not an http or https URL' },
    { what: 'a line break in the token', wrong: { token: `${TOKEN}\nx` }, says: 'has a space or a line break in it' },
    { what: 'the number of the project', wrong: { project: '4501' }, says: 'The Sentry project is not a slug' },
    { what: 'no token', wrong: { token: '' }, says: 'The Sentry token is empty' },
    { what: 'a DSN without a project', wrong: { dsn: `https://${KEY}@o1.ingest.sentry.io/` }, says: 'The Sentry DSN is not of the form' },
    { what: 'a DSN without a key', wrong: { dsn: 'https://o1.ingest.sentry.io/4501' }, says: 'The Sentry DSN is not of the form' },
  ])('with $what are refused at once', ({ wrong, says }) => {
    expect(() => createSentry({ ...right, ...wrong })).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(says) }),
    );
  });

  test('never show in a failure, its cause included', async () => {
    const answers: CannedAnswer[] = [
      { status: 401, body: { detail: 'Invalid token' } },
      { status: 403, body: {} },
      { status: 429, body: {}, headers: { 'x-sentry-rate-limit-reset': '99999999999' } },
      { status: 400, body: { detail: `bad header: Bearer ${TOKEN}` } },
      { body: 'not json' },
    ];
    const thrown: string[] = [];
    const keep = (error: unknown): void => {
      thrown.push(error instanceof Error ? `${error.message} ${JSON.stringify(error)} ${String(error.cause)}` : 'not an error');
    };
    for (const answer of answers) {
      const { errors } = await canned(() => answer);
      await count(errors).catch(keep);
      await errors.sendHeartbeat(ID, 'INC-1', soon()).catch(keep);
    }
    const { server, errors } = await canned(() => ({ body: {} }));
    await server.close();
    await count(errors).catch(keep);
    await errors.sendHeartbeat(ID, 'INC-1', soon()).catch(keep);
    expect(thrown.length).toBe(12);
    expect(thrown.filter((text) => text.includes(TOKEN) || text.includes(KEY) || text === 'not an error')).toEqual([]);
  });
});
