import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { postEnvelope, postError, postRequest } from './post-envelope.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');
const ID = '0123456789abcdef0123456789abcdef';

describe('the door for envelopes', () => {
  let sentry: LocalSentry;
  let door: string;
  let key: string;

  beforeEach(async () => {
    sentry = await startSentry({ now: () => NOW });
    door = `${sentry.apiUrl}/api/4501/envelope/`;
    key = new URL(sentry.dsn).username;
  });
  afterEach(() => sentry.close());

  const envelope = (header: object = {}): string =>
    [header, { type: 'event' }, { event_id: ID, message: 'hello' }].map((line) => JSON.stringify(line)).join('\n');

  async function post(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
    const response = await fetch(url, { method: 'POST', ...init });
    return { status: response.status, body: await response.json() };
  }

  test.each([
    { where: 'the query', url: () => `${door}?sentry_key=${key}`, init: () => ({ body: envelope() }) },
    {
      where: 'the X-Sentry-Auth header',
      url: () => door,
      init: () => ({ body: envelope(), headers: { 'x-sentry-auth': `Sentry sentry_version=7, sentry_client=x/1, sentry_key=${key}` } }),
    },
    { where: 'the dsn of the envelope', url: () => door, init: () => ({ body: envelope({ dsn: sentry.dsn }) }) },
  ])('takes a key from $where', async ({ url, init }) => {
    expect((await post(url(), init())).status).toBe(200);
    expect(sentry.events.map(({ id, type, title }) => ({ id, type, title }))).toEqual([{ id: ID, type: 'default', title: 'hello' }]);
  });

  test('refuses a wrong key, no key, and the key of another project', async () => {
    expect(await post(`${door}?sentry_key=f00d`, { body: envelope() })).toEqual({
      status: 403,
      body: { detail: 'bad sentry DSN public key' },
    });
    expect(await post(door, { body: envelope() })).toEqual({ status: 401, body: { detail: 'missing authorization information' } });
    expect(await post(`${sentry.apiUrl}/api/9/envelope/?sentry_key=${key}`, { body: envelope() })).toEqual({
      status: 403,
      body: { detail: 'event submission rejected with_reason: ProjectId' },
    });
    expect(sentry.events).toEqual([]);
  });

  test('unpacks gzip and refuses what only claims to be', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expect((await post(`${door}?sentry_key=${key}`, { headers, body: new Uint8Array(gzipSync(envelope())) })).status).toBe(200);
    expect((await post(`${door}?sentry_key=${key}`, { headers, body: 'plain' })).status).toBe(400);
    expect(sentry.events.length).toBe(1);
  });

  test('reads a payload with a length by its bytes, line breaks included', async () => {
    const payload = JSON.stringify({ event_id: ID, message: 'zwölf' }, null, 2);
    const item = JSON.stringify({ type: 'event', length: Buffer.byteLength(payload) });
    expect((await post(`${door}?sentry_key=${key}`, { body: `{}\n${item}\n${payload}\n` })).status).toBe(200);
    expect(sentry.events.map(({ message }) => message)).toEqual(['zwölf']);
  });

  test.each([
    { what: 'no envelope', body: 'hello' },
    { what: 'a length past the end', body: '{}\n{"type":"event","length":999}\n{}' },
    { what: 'an item without a type', body: '{}\n{"length":2}\n{}' },
    { what: 'an event without an id', body: '{}\n{"type":"event"}\n{"message":"hello"}' },
    { what: 'fewer spans than announced', body: '{}\n{"type":"span","item_count":2}\n{"version":2,"items":[]}' },
  ])('refuses $what', async ({ body }) => {
    expect(await post(`${door}?sentry_key=${key}`, { body })).toEqual({ status: 400, body: { detail: 'invalid event envelope' } });
  });

  test('keeps one event per id', async () => {
    await postError(sentry.dsn, { at: NOW, message: 'boom', id: ID });
    await postError(sentry.dsn, { at: NOW, message: 'boom', id: ID });
    expect(sentry.events.length).toBe(1);
  });

  test('groups by type and text, or by the fingerprint where one is given', async () => {
    await postError(sentry.dsn, { at: NOW, message: 'one' });
    await postError(sentry.dsn, { at: NOW, message: 'two' });
    await postError(sentry.dsn, { at: NOW, message: 'one' });
    const event = { event_id: ID, timestamp: NOW / 1000, message: 'three', fingerprint: ['fixed'] };
    await postEnvelope(sentry.dsn, [[{ type: 'event' }, event]]);
    await postEnvelope(sentry.dsn, [[{ type: 'event' }, { ...event, event_id: 'f'.repeat(32), message: 'four' }]]);
    expect(sentry.issues.map(({ shortId, title, count }) => ({ shortId, title, count }))).toEqual([
      { shortId: 'INVOICES-1', title: 'Error: one', count: 2 },
      { shortId: 'INVOICES-2', title: 'Error: two', count: 1 },
      { shortId: 'INVOICES-3', title: 'four', count: 2 },
    ]);
  });

  test('accepts what it has no use for and counts it', async () => {
    const types = ['session', 'sessions', 'check_in', 'statsd', 'trace_metric', 'log'];
    await postEnvelope(
      sentry.dsn,
      types.map((type) => [{ type }, {}]),
    );
    const discarded = { discarded_events: [{ reason: 'ratelimit_backoff', category: 'error', quantity: 7 }] };
    await postEnvelope(sentry.dsn, [[{ type: 'client_report' }, discarded]]);
    expect(Object.fromEntries(sentry.tally)).toEqual({
      session: 1,
      sessions: 1,
      check_in: 1,
      statsd: 1,
      trace_metric: 1,
      log: 1,
      client_report: 1,
      'discarded:ratelimit_backoff': 7,
    });
    expect(sentry.unexpected).toEqual([]);
  });

  test('fails loudly on an item and on a route that it does not declare', async () => {
    const item = await postEnvelope(sentry.dsn, [[{ type: 'hologram' }, {}]]);
    expect(item).toMatchObject({ status: 400, body: { detail: 'The sandbox does not declare an envelope item of type hologram' } });
    const route = await post(`${sentry.apiUrl}/api/4501/store/`, { body: '{}' });
    expect(route).toEqual({ status: 400, body: { detail: 'The sandbox does not declare POST /api/4501/store/' } });
    expect(sentry.unexpected).toEqual(['an envelope item of type hologram', 'POST /api/4501/store/']);
  });

  test('takes a transaction of an older SDK as a request', async () => {
    const transaction = { transaction: 'GET /old', start_timestamp: NOW / 1000, timestamp: NOW / 1000 + 1, environment: 'production' };
    await postEnvelope(sentry.dsn, [[{ type: 'transaction' }, transaction]]);
    expect(sentry.segments).toEqual([{ at: NOW, name: 'GET /old', release: null, environment: 'production', sampleRate: 1 }]);
  });

  test('refuses a share evenly with 429 and tells the SDK how long to stay away', async () => {
    sentry.set({ rejectShare: 0.5, backOffSeconds: 7 });
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await postError(sentry.dsn, { at: NOW, message: 'boom' })).status);
    expect(statuses).toEqual([200, 429, 200, 429]);
    const refused = await postError(sentry.dsn, { at: NOW, message: 'boom' }).then(() =>
      postError(sentry.dsn, { at: NOW, message: 'boom' }),
    );
    expect(refused.headers.get('x-sentry-rate-limits')).toBe('7:error:project:spike_protection');
    expect(sentry.events.length).toBe(3);
  });

  test('can lose a share without a word', async () => {
    sentry.set({ dropShare: 1 });
    expect((await postError(sentry.dsn, { at: NOW, message: 'boom' })).status).toBe(200);
    expect(sentry.events).toEqual([]);
  });

  test('tells listeners of every arrival until they leave', async () => {
    let calls = 0;
    const leave = sentry.onChange(() => {
      calls += 1;
    });
    await postRequest(sentry.dsn, { at: NOW, route: 'GET /invoices' });
    expect(calls).toBe(1);
    leave();
    await postRequest(sentry.dsn, { at: NOW, route: 'GET /invoices' });
    expect(calls).toBe(1);
  });
});
