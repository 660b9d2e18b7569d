import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVercel } from '#src/providers/vercel/index.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { Fault } from '#sandbox/vercel/faults.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';

/** One GET: what a preview costs. */
describe('a read from Vercel', () => {
  let shop: Shop;
  const signal = () => AbortSignal.timeout(10_000);
  const preview = (within = signal(), options = {}) =>
    createVercel({ ...shop.vercel.access, ...options }).preview(shop.previous.id, within);
  const fail = (fault: Fault, times?: number) => shop.vercel.faults.on('list aliases', fault, times);
  const answered = (status: number, headers: Record<string, string> = {}): Fault => ({ kind: 'answer', acts: false, status, headers });

  beforeEach(async () => {
    shop = await startShop();
  });
  afterEach(() => shop.close());

  const passing: readonly { readonly what: string; readonly fault: Fault }[] = [
    { what: 'a 429', fault: answered(429, { 'retry-after': '0' }) },
    { what: 'a 500', fault: answered(500) },
    { what: 'a 503', fault: answered(503, { 'retry-after': '0' }) },
    { what: 'a reset connection', fault: { kind: 'reset', acts: false } },
  ];
  for (const { what, fault } of passing) {
    test(`is repeated after ${what}`, async () => {
      fail(fault, 1);
      expect(await preview()).toEqual(['eu.shop.example.com', 'shop.example.com']);
      expect(shop.vercel.requests).toHaveLength(2);
    });
  }

  test('is sent three times at most', async () => {
    fail(answered(503, { 'retry-after': '0' }));
    await expect(preview()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect(shop.vercel.requests).toHaveLength(3);
  });

  test('hands a long Retry-After to the caller instead of sleeping through it', async () => {
    fail(answered(429, { 'retry-after': '3600' }));
    await expect(preview()).rejects.toMatchObject({ code: 'provider_rate_limited', retryable: true, retryAfterMs: 3_600_000 });
    expect(shop.vercel.requests).toHaveLength(1);
  });

  test('understands a Retry-After that is a date', async () => {
    fail(answered(429, { 'retry-after': 'Wed, 01 Jan 2200 00:00:00 GMT' }));
    await expect(preview()).rejects.toMatchObject({ code: 'provider_rate_limited', retryAfterMs: expect.any(Number) });
    expect(shop.vercel.requests).toHaveLength(1);
  });

  test('does not wait longer for a retry than its signal allows', async () => {
    fail(answered(429, { 'retry-after': '9' }));
    await expect(preview(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'provider_rate_limited', retryAfterMs: 9000 });
    expect(shop.vercel.requests).toHaveLength(1);
  });

  test.each([
    { status: 400, code: 'provider_refused' },
    { status: 401, code: 'provider_unauthorized' },
    { status: 403, code: 'provider_unauthorized' },
    { status: 404, code: 'provider_not_found' },
    { status: 410, code: 'provider_not_found' },
    { status: 204, code: 'provider_answer_invalid' },
    { status: 302, code: 'provider_answer_invalid' },
  ])('answered with $status is $code at once', async ({ status, code }) => {
    fail(answered(status));
    await expect(preview()).rejects.toMatchObject({ code, retryable: false });
    expect(shop.vercel.requests).toHaveLength(1);
  });

  test('without the team is a 403 that names the teamId', async () => {
    await expect(preview(signal(), { teamId: null })).rejects.toMatchObject({
      code: 'provider_unauthorized',
      message: expect.stringContaining('a missing or wrong teamId is a usual cause'),
    });
  });

  test('whose 200 carries no JSON is an invalid answer', async () => {
    fail(answered(200));
    await expect(preview()).rejects.toMatchObject({ code: 'provider_answer_invalid', retryable: false });
  });

  test('whose 200 lacks what we need names the missing fields', async () => {
    fail({ kind: 'answer', acts: false, status: 200, body: { aliases: null } });
    await expect(preview()).rejects.toMatchObject({
      code: 'provider_answer_invalid',
      message: expect.stringContaining('aliases, pagination'),
    });
  });

  test('whose body hangs ends with its signal', async () => {
    fail({ kind: 'hang in the body' });
    await expect(preview(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
  });

  test('that nobody answers ends at the ceiling, for the SDK has no timeout', async () => {
    fail({ kind: 'hang', acts: false });
    await expect(preview(new AbortController().signal, { requestTimeoutMs: 50 })).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(shop.vercel.requests).toHaveLength(3);
  });

  test('that is only slow is waited for', async () => {
    fail({ kind: 'slow', ms: 50 });
    expect(await preview()).toEqual(['eu.shop.example.com', 'shop.example.com']);
  });

  test('with its signal over is not sent', async () => {
    await expect(preview(AbortSignal.abort())).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(shop.vercel.requests).toEqual([]);
  });

  test('that fails tells the vendor’s code, and neither its body nor the token', async () => {
    const { token } = shop.vercel.access;
    fail({ kind: 'answer', acts: false, status: 400, body: { error: { code: 'bad_request', message: `do not print ${token}` } } });
    const error = await preview().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(SwitchbackError);
    const told = error instanceof SwitchbackError ? `${error.message} ${error.stack} ${String(error.cause)}` : '';
    expect(told).toContain('400 (bad_request)');
    expect(told).not.toContain('do not print');
    expect(told).not.toContain(token);
  });

  test('with settings that make no request sends none', async () => {
    await expect(preview(signal(), { apiUrl: 'not a url' })).rejects.toThrow('Invalid URL');
    expect(shop.vercel.requests).toEqual([]);
  });
});

test('only single functions of the SDK are imported: the whole of it costs half a gigabyte', () => {
  const folder = new URL('../../../src/providers/vercel/', import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const imports = sources.flatMap((source) => [...source.matchAll(/'(@vercel\/sdk[^']*)'/g)].map((match) => match[1]));
  expect(imports.length).toBeGreaterThan(10);
  expect(imports.filter((name) => !/^@vercel\/sdk\/(?:funcs\/\w+|core|lib\/\w+)\.js$/.test(name ?? ''))).toEqual([]);
});
