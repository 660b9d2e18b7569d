import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import type { Errors, ReleaseMark } from '#src/providers/errors.ts';

/** A tracker that can be fed and broken. Its clock stands still at `now`, which is a whole multiple of five minutes. */
export interface ErrorsGround {
  readonly errors: Errors;
  readonly now: number;
  capture(error: { at: number; message: string; release: string; route: string }): Promise<void>;
  visit(request: { at: number; route: string }): Promise<void>;
  /** The tracker refuses the next event for its quota. */
  rejectOne(): Promise<void>;
  /** Until `flow`, nothing that arrives can be read back. */
  stall(): void;
  flow(): void;
  refuseCredentials(): void;
  loseProject(): void;
  /** The next so many API requests are refused for their frequency. */
  limit(times: number): void;
  /** The next so many API requests get a proxy's error page. */
  breakDown(times: number): void;
  hang(): void;
  /** The next write is carried out and its answer lost. */
  loseNextReply(): void;
  marks(): readonly ReleaseMark[];
  stop(): Promise<void>;
}

const MINUTE = 60_000;
const BAD_COLUMN = 'column "total" does not exist';

/** What every errors provider must do. A new one is finished when this passes. */
export function errorsContract(name: string, start: () => Promise<ErrorsGround>): void {
  describe(`${name} honours the errors contract`, () => {
    let ground: ErrorsGround;
    let then: number;
    const soon = (): AbortSignal => AbortSignal.timeout(20_000);
    const fail = (at: number, message = BAD_COLUMN, release = 'shop@2', route = 'GET /invoices'): Promise<void> =>
      ground.capture({ at, message, release, route });
    const lastTenMinutes = (): { start: number; end: number } => ({ start: then, end: ground.now });

    beforeEach(async () => {
      ground = await start();
      then = ground.now - 10 * MINUTE;
    });
    afterEach(() => ground.stop());

    const everyRead: { what: string; read: () => Promise<unknown> }[] = [
      { what: 'counts', read: () => ground.errors.counts(lastTenMinutes(), MINUTE, { kind: 'all' }, soon()) },
      { what: 'traffic', read: () => ground.errors.traffic(lastTenMinutes(), MINUTE, null, soon()) },
      { what: 'issues', read: () => ground.errors.issues(lastTenMinutes(), null, soon()) },
      { what: 'releases', read: () => ground.errors.releases(lastTenMinutes(), soon()) },
      { what: 'rejected', read: () => ground.errors.rejected(lastTenMinutes(), soon()) },
      { what: 'heartbeat', read: () => ground.errors.heartbeat('a'.repeat(32), soon()) },
    ];

    const failures = (): Promise<readonly { what: string; code: unknown; retryable: unknown }[]> =>
      Promise.all(
        everyRead.map(async ({ what, read }) => {
          const error: unknown = await read().then(
            () => null,
            (thrown: unknown) => thrown,
          );
          return error instanceof SwitchbackError
            ? { what, code: error.code, retryable: error.retryable }
            : { what, code: error, retryable: null };
        }),
      );

    const mark = (): ReleaseMark => ({
      release: 'shop@1',
      name: 'rollback from shop@2',
      url: 'https://acme.slack.com/archives/C1/p1',
      startedAt: then,
      finishedAt: then + MINUTE,
    });

    describe('counts', () => {
      test('puts each error into the bucket of its own time, the start of a bucket included and its end not', async () => {
        await fail(then);
        await fail(then + MINUTE - 1);
        await fail(then + MINUTE);
        const series = await ground.errors.counts({ start: then, end: then + 3 * MINUTE }, MINUTE, { kind: 'all' }, soon());
        expect(series).toEqual({
          bucketMs: MINUTE,
          buckets: [
            { at: then, count: 2, complete: true },
            { at: then + MINUTE, count: 1, complete: true },
            { at: then + 2 * MINUTE, count: 0, complete: true },
          ],
        });
      });

      test('widens a window outward to whole buckets', async () => {
        await fail(then + 1);
        await fail(then + 2 * MINUTE - 1);
        const series = await ground.errors.counts({ start: then + 30_000, end: then + MINUTE + 1 }, MINUTE, { kind: 'all' }, soon());
        expect(series.buckets).toEqual([
          { at: then, count: 1, complete: true },
          { at: then + MINUTE, count: 1, complete: true },
        ]);
      });

      test('widens an instant to the bucket that it begins', async () => {
        const series = await ground.errors.counts({ start: then, end: then }, MINUTE, { kind: 'all' }, soon());
        expect(series.buckets).toEqual([{ at: then, count: 0, complete: true }]);
      });

      test('does not call a bucket complete that ended just now', async () => {
        const series = await ground.errors.counts(lastTenMinutes(), MINUTE, { kind: 'all' }, soon());
        expect(series.buckets.at(0)?.complete).toBe(true);
        expect(series.buckets.at(-1)?.complete).toBe(false);
      });

      test('counts one issue alone', async () => {
        await fail(then);
        await fail(then, 'socket hang up');
        const issues = await ground.errors.issues(lastTenMinutes(), null, soon());
        const issue = issues.find(({ title }) => title.includes(BAD_COLUMN));
        const filter = { kind: 'issue', shortId: issue?.shortId ?? '' } as const;
        const series = await ground.errors.counts({ start: then, end: then + MINUTE }, MINUTE, filter, soon());
        expect(series.buckets).toEqual([{ at: then, count: 1, complete: true }]);
      });

      test('counts one release alone, whatever characters its name has', async () => {
        await fail(then, BAD_COLUMN, 'shop@2+a b');
        await fail(then, BAD_COLUMN, 'shop@2');
        const filter = { kind: 'release', release: 'shop@2+a b' } as const;
        const series = await ground.errors.counts({ start: then, end: then + MINUTE }, MINUTE, filter, soon());
        expect(series.buckets).toEqual([{ at: then, count: 1, complete: true }]);
      });
    });

    test('traffic counts requests, of all routes or of one', async () => {
      await ground.visit({ at: then, route: 'GET /invoices' });
      await ground.visit({ at: then, route: 'GET /health' });
      const window = { start: then, end: then + MINUTE };
      const all = await ground.errors.traffic(window, MINUTE, null, soon());
      const one = await ground.errors.traffic(window, MINUTE, 'GET /invoices', soon());
      expect(all).toEqual({ bucketMs: MINUTE, buckets: [{ at: then, count: 2, complete: true }] });
      expect(one).toEqual({ bucketMs: MINUTE, buckets: [{ at: then, count: 1, complete: true }] });
    });

    describe('issues', () => {
      test('come with the most frequent first', async () => {
        await fail(then, 'socket hang up');
        await fail(then + 1);
        await fail(then + 2);
        const issues = await ground.errors.issues(lastTenMinutes(), null, soon());
        expect(issues.map(({ count, firstSeen, lastSeen, culprit }) => ({ count, firstSeen, lastSeen, culprit }))).toEqual([
          { count: 2, firstSeen: then + 1, lastSeen: then + 2, culprit: 'GET /invoices' },
          { count: 1, firstSeen: then, lastSeen: then, culprit: 'GET /invoices' },
        ]);
      });

      test('can be kept to those that are new since a moment', async () => {
        await fail(then, 'socket hang up');
        await fail(then + 2 * MINUTE, 'socket hang up');
        await fail(then + 2 * MINUTE);
        const issues = await ground.errors.issues(lastTenMinutes(), then + MINUTE, soon());
        expect(issues.map(({ firstSeen }) => firstSeen)).toEqual([then + 2 * MINUTE]);
      });

      test('carry at most one line of untrusted text', async () => {
        await fail(then, `${'x'.repeat(5000)}\n<!channel>`);
        const [issue] = await ground.errors.issues(lastTenMinutes(), null, soon());
        expect(issue?.title.length).toBe(200);
      });
    });

    test('releases tells how many errors each release has, none when there are none', async () => {
      expect(await ground.errors.releases(lastTenMinutes(), soon())).toEqual([]);
      await fail(then, BAD_COLUMN, 'shop@1');
      await fail(then, BAD_COLUMN, 'shop@2');
      await fail(then + MINUTE, BAD_COLUMN, 'shop@2');
      expect(await ground.errors.releases(lastTenMinutes(), soon())).toEqual([
        { release: 'shop@2', count: 2 },
        { release: 'shop@1', count: 1 },
      ]);
    });

    test('rejected tells how many events the tracker refused', async () => {
      const window = { start: then, end: ground.now + MINUTE };
      expect(await ground.errors.rejected(window, soon())).toBe(0);
      await ground.rejectOne();
      expect(await ground.errors.rejected(window, soon())).toBe(1);
    });

    describe('a heartbeat', () => {
      const id = '0123456789abcdef0123456789abcdef';

      test('is null until it can be read back', async () => {
        ground.stall();
        await ground.errors.sendHeartbeat(id, 'INC-1', soon());
        expect(await ground.errors.heartbeat(id, soon())).toBe(null);
        ground.flow();
        expect(await ground.errors.heartbeat(id, soon())).toEqual({ sentAt: ground.now, receivedAt: ground.now });
      });

      test('is neither an error nor an issue', async () => {
        await ground.errors.sendHeartbeat(id, 'INC-1', soon());
        await ground.errors.sendHeartbeat(id, 'INC-1', soon());
        const window = { start: then, end: ground.now + MINUTE };
        const { buckets } = await ground.errors.counts(window, MINUTE, { kind: 'all' }, soon());
        expect(buckets.map(({ count }) => count)).toEqual(Array.from({ length: 11 }, () => 0));
        expect(await ground.errors.issues(window, null, soon())).toEqual([]);
        expect(await ground.errors.releases(window, soon())).toEqual([]);
      });
    });

    describe('mark', () => {
      test('writes once, however often it is called', async () => {
        await ground.errors.mark(mark(), soon());
        await ground.errors.mark(mark(), soon());
        expect(ground.marks()).toEqual([mark()]);
      });

      test('says that the outcome is unknown when the reply is lost, and a second call still leaves one', async () => {
        ground.loseNextReply();
        await expect(ground.errors.mark(mark(), soon())).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
        ground.loseNextReply();
        await expect(ground.errors.mark(mark(), soon())).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
        await ground.errors.mark(mark(), soon());
        expect(ground.marks()).toEqual([mark()]);
      });

      test('writes nothing when the credentials are refused', async () => {
        ground.refuseCredentials();
        await expect(ground.errors.mark(mark(), soon())).rejects.toMatchObject({ code: 'provider_unauthorized', retryable: false });
        expect(ground.marks()).toEqual([]);
      });
    });

    test('every read with refused credentials is provider_unauthorized', async () => {
      ground.refuseCredentials();
      expect(await failures()).toEqual(everyRead.map(({ what }) => ({ what, code: 'provider_unauthorized', retryable: false })));
    });

    test('every read answers after one refusal for frequency', async () => {
      const healthy = await Promise.all(everyRead.map(({ read }) => read()));
      ground.limit(everyRead.length);
      expect(await Promise.all(everyRead.map(({ read }) => read()))).toEqual(healthy);
    });

    test('every read answers after one broken proxy', async () => {
      const healthy = await Promise.all(everyRead.map(({ read }) => read()));
      ground.breakDown(everyRead.length);
      expect(await Promise.all(everyRead.map(({ read }) => read()))).toEqual(healthy);
    });

    test('every read is provider_unavailable while only a proxy answers', async () => {
      ground.breakDown(Number.POSITIVE_INFINITY);
      expect(await failures()).toEqual(everyRead.map(({ what }) => ({ what, code: 'provider_unavailable', retryable: true })));
    });

    test('every read is provider_rate_limited while the limit lasts', async () => {
      ground.limit(Number.POSITIVE_INFINITY);
      expect(await failures()).toEqual(everyRead.map(({ what }) => ({ what, code: 'provider_rate_limited', retryable: true })));
    });

    test('a tracker that never answers is given up with the signal', async () => {
      ground.hang();
      const signal = AbortSignal.timeout(200);
      const read = ground.errors.counts(lastTenMinutes(), MINUTE, { kind: 'all' }, signal);
      await expect(read).rejects.toMatchObject({ code: 'provider_unavailable' });
    });

    for (const what of ['counts', 'traffic', 'releases']) {
      test(`${what} of a project that cannot be seen is provider_not_found, never zero`, async () => {
        ground.loseProject();
        const read = everyRead.find((entry) => entry.what === what)?.read;
        await expect(read?.()).rejects.toMatchObject({ code: 'provider_not_found', retryable: false });
      });
    }
  });
}
