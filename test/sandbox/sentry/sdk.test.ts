import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';

const APP = fileURLToPath(new URL('sdk-app.ts', import.meta.url));

describe('the real SDK in a process of its own', () => {
  let sentry: LocalSentry;

  beforeEach(async () => {
    sentry = await startSentry();
  });
  afterEach(() => sentry.close());

  async function run(...options: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [APP, '--dsn', sentry.dsn, ...options]);
    expect(sentry.unexpected).toEqual([]);
    return stdout;
  }

  test('delivers every error with its text and tags once Dedupe is removed', async () => {
    expect(await run('--failures', '20')).toBe('true');
    expect(sentry.events.length).toBe(20);
    expect(sentry.events.at(0)).toMatchObject({
      type: 'error',
      level: 'error',
      title: 'Error: column "total" does not exist',
      culprit: 'GET /invoices',
      release: 'shop@2.0.0',
      environment: 'production',
      transaction: 'GET /invoices',
      serverName: 'web-7',
      shortId: 'INVOICES-1',
    });
    expect(sentry.events.at(0)?.tags).toContainEqual({ key: 'tenant', value: 'acme' });
    expect(sentry.issues.map(({ shortId, count }) => ({ shortId, count }))).toEqual([{ shortId: 'INVOICES-1', count: 20 }]);
  });

  test('with Dedupe left on sends one of twenty equal errors, and says so only in its client report', async () => {
    await run('--failures', '20', '--dedupe');
    expect(sentry.events.length).toBe(1);
    expect(sentry.tally.get('discarded:event_processor')).toBe(19);
  });

  test('streams spans in containers, of which only the segments are requests', async () => {
    await run('--requests', '5');
    expect(sentry.tally.get('spans')).toBe(10);
    expect(sentry.tally.get('transaction')).toBe(undefined);
    expect(sentry.segments.map(({ name, release, environment, sampleRate }) => ({ name, release, environment, sampleRate }))).toEqual(
      Array.from({ length: 5 }, () => ({ name: 'GET /invoices', release: 'shop@2.0.0', environment: 'production', sampleRate: 1 })),
    );
  });

  test('a refused error is counted as rejected and not kept', async () => {
    sentry.set({ rejectShare: 1 });
    await run('--failures', '1');
    expect(sentry.events).toEqual([]);
    expect(sentry.requests.map(({ status }) => status)).toContain(429);
  });
});
