import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { createSentry } from '#src/providers/sentry/create-sentry.ts';
import type { Errors } from '#src/providers/errors.ts';
import { postError, postRequest } from '#test/sandbox/sentry/post-envelope.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const MINUTE = 60_000;
const WINDOW = { start: NOW - 5 * MINUTE, end: NOW - 3 * MINUTE };
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

describe('what is asked of Sentry', () => {
  let sentry: LocalSentry;
  let errors: Errors;

  beforeEach(async () => {
    sentry = await startSentry({ now: () => NOW, pageSize: 2 });
    const { token, apiUrl: baseUrl, organization, project, dsn } = sentry;
    errors = createSentry({ token, baseUrl, organization, project, environment: 'production', dsn, now: () => NOW });
  });
  afterEach(() => sentry.close());

  const asked = (): unknown => {
    const last = sentry.requests.at(-1);
    return { path: last?.path, query: Object.fromEntries(new URLSearchParams(last?.query)) };
  };

  test('counts go to the errors dataset with an explicit window on whole buckets', async () => {
    await errors.counts({ start: WINDOW.start + 1, end: WINDOW.end - 1 }, 10_000, { kind: 'all' }, soon());
    expect(asked()).toEqual({
      path: '/api/0/organizations/acme/events-timeseries/',
      query: {
        dataset: 'errors',
        query: 'event.type:error',
        project: '4501',
        environment: 'production',
        start: '2026-11-20T13:55:00.000Z',
        end: '2026-11-20T13:57:00.000Z',
        interval: '10s',
        yAxis: 'count()',
        sampling: 'HIGHEST_ACCURACY',
      },
    });
  });

  test('an issue is asked for by its short id and a release in quotes', async () => {
    await postError(sentry.dsn, { at: WINDOW.start, message: 'boom' });
    await errors.counts(WINDOW, MINUTE, { kind: 'issue', shortId: 'INVOICES-1' }, soon());
    expect(asked()).toMatchObject({ query: { query: 'issue:INVOICES-1' } });
    await errors.counts(WINDOW, MINUTE, { kind: 'release', release: 'shop "2" *' }, soon());
    expect(asked()).toMatchObject({ query: { query: String.raw`event.type:error release:"shop \"2\" \*"` } });
  });

  test('traffic goes to the spans dataset and is told as what the stored spans stand for', async () => {
    await postRequest(sentry.dsn, { at: WINDOW.start, route: 'GET /invoices', sampleRate: 0.25 });
    const series = await errors.traffic(WINDOW, MINUTE, 'GET /invoices', soon());
    expect(asked()).toMatchObject({
      query: { dataset: 'spans', query: 'is_transaction:true transaction:"GET /invoices"', disableAggregateExtrapolation: '1' },
    });
    expect(series.buckets.at(0)).toEqual({ at: WINDOW.start, count: 4, complete: true });
  });

  test('releases are asked for exactly the window, so that another deploy beside it is not counted', async () => {
    const window = { start: NOW - 20 * 60 * MINUTE - 1_000, end: NOW - 61_000 };
    await postError(sentry.dsn, { at: window.end - 1_000, message: 'boom', release: 'shop@1' });
    await postError(sentry.dsn, { at: window.end + 1_000, message: 'boom', release: 'shop@2' });
    expect(await errors.releases(window, soon())).toEqual([{ release: 'shop@1', count: 1 }]);
    expect(asked()).toMatchObject({
      query: { topEvents: '10', groupBy: 'release', start: '2026-11-19T17:59:59.000Z', end: '2026-11-20T13:58:59.000Z', interval: '300s' },
    });
  });

  test('issues are asked for with an empty query, because without one resolved issues are missing', async () => {
    await errors.issues(WINDOW, null, soon());
    expect(asked()).toMatchObject({ path: '/api/0/organizations/acme/issues/', query: { query: '', sort: 'freq' } });
    await errors.issues(WINDOW, WINDOW.start, soon());
    expect(asked()).toMatchObject({ query: { query: 'firstSeen:>2026-11-20T13:55:00.000Z' } });
  });

  test('rejected is asked for in seconds', async () => {
    await errors.rejected(WINDOW, soon());
    expect(asked()).toEqual({
      path: '/api/0/projects/acme/invoices/stats/',
      query: { stat: 'rejected', resolution: '10s', since: '1795182900', until: '1795183020' },
    });
  });

  test('a heartbeat is a message of level info under one fingerprint, tagged with its incident', async () => {
    await errors.sendHeartbeat('a'.repeat(32), 'INC-1', soon());
    await errors.sendHeartbeat('b'.repeat(32), 'INC-2', soon());
    expect(sentry.events.map(({ type, level, environment, release }) => ({ type, level, environment, release }))).toEqual([
      { type: 'default', level: 'info', environment: 'production', release: null },
      { type: 'default', level: 'info', environment: 'production', release: null },
    ]);
    expect(sentry.events.at(1)?.tags).toContainEqual({ key: 'switchback.incident', value: 'INC-2' });
    expect(sentry.issues.map(({ shortId, count }) => ({ shortId, count }))).toEqual([{ shortId: 'INVOICES-1', count: 2 }]);
  });

  test('a mistyped environment reads as zeros, which only the incident showing in the same query can tell apart', async () => {
    await postError(sentry.dsn, { at: WINDOW.start, message: 'boom', environment: 'live' });
    const { buckets } = await errors.counts(WINDOW, MINUTE, { kind: 'all' }, soon());
    expect(buckets.map(({ count }) => count)).toEqual([0, 0]);
  });

  describe('mark', () => {
    const mark = {
      release: 'web@1.2.3+abc',
      name: 'rollback from web@1.2.4',
      url: 'https://acme.slack.com/p1',
      startedAt: NOW,
      finishedAt: NOW,
    };

    test('encodes the release in the path and writes a deploy of it', async () => {
      await errors.mark(mark, soon());
      expect(sentry.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
        'GET /api/0/organizations/acme/releases/web%401.2.3%2Babc/deploys/ 404',
        'POST /api/0/organizations/acme/releases/ 201',
        'POST /api/0/organizations/acme/releases/web%401.2.3%2Babc/deploys/ 201',
      ]);
      expect(sentry.deploys).toEqual([
        {
          id: '1',
          release: 'web@1.2.3+abc',
          environment: 'production',
          name: 'rollback from web@1.2.4',
          url: 'https://acme.slack.com/p1',
          dateStarted: '2026-11-20T14:00:00.000Z',
          dateFinished: '2026-11-20T14:00:00.000Z',
        },
      ]);
    });

    test('takes a release that exists (208) like one that was made (201)', async () => {
      await postError(sentry.dsn, { at: NOW, message: 'boom', release: mark.release });
      await errors.mark(mark, soon());
      expect(sentry.requests.map(({ status }) => status)).toEqual([200, 200, 208, 201]);
      expect(sentry.deploys.length).toBe(1);
    });

    test('finds its deploy on a later page and follows no link to another host', async () => {
      await errors.mark(mark, soon());
      for (const index of [1, 2, 3, 4]) await errors.mark({ ...mark, name: `deploy ${index}` }, soon());
      const before = sentry.requests.length;
      await errors.mark(mark, soon());
      expect(sentry.requests.slice(before).map(({ method, query }) => `${method} ${query}`)).toEqual([
        'GET per_page=100',
        'GET per_page=100&cursor=0%3A2%3A0',
        'GET per_page=100&cursor=0%3A4%3A0',
      ]);
      expect(sentry.deploys.length).toBe(5);
    });

    test('finds a deploy again whose name was cut to the 64 characters that Sentry takes', async () => {
      const long = { ...mark, name: 'x'.repeat(100) };
      await errors.mark(long, soon());
      await errors.mark(long, soon());
      expect(sentry.deploys.map(({ name }) => name)).toEqual(['x'.repeat(64)]);
    });

    test('says that the outcome is unknown when the reply to the deploy itself is lost, and finds it on the next call', async () => {
      sentry.set({ fault: { kind: 'reply lost', times: 1, path: '/deploys/' } });
      await expect(errors.mark(mark, soon())).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
      expect(sentry.deploys.length).toBe(1);
      await errors.mark(mark, soon());
      expect(sentry.deploys.length).toBe(1);
    });
  });
});
