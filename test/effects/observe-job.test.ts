import { expect, test } from 'vitest';
import type { JobStatus } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { observeJob } from '#src/effects/observe-job.ts';
import type { Deploys, JobReading } from '#src/providers/deploys.ts';
import { hang } from '#test/support/gate.ts';
import { NOW } from '#test/support/shop.ts';
import { effect, IMPATIENT, MOVE, perform, SHOP, shop } from './fixture.ts';

const REQUEST = { move: MOVE, service: 'shop', mode: 'live' as const };

const observed = (job: Deploys['job'], config = SHOP) => perform(observeJob(shop({ config, deploys: { job } })), REQUEST);
const ours = (status: JobStatus, failedDomains: readonly string[] = []): JobReading => ({ kind: 'ours', status, failedDomains });
const found = (job: string, why: string) => ({ kind: 'done', event: { type: 'job.observed', job, why } });

test('asks for the job of this very move, from its confirmation on', async () => {
  const asked: unknown[] = [];
  await observed(async (move, startedAt) => {
    asked.push({ move, startedAt });
    return { kind: 'none' };
  });
  expect(asked).toEqual([{ move: { gesture: 'rollback', to: 'dpl_good', reason: 'app bug, incident INC-1' }, startedAt: NOW }]);
});

const NOT_FINISHED = 'The platform has not finished in time; a deadline does not cancel its job.';

test.each([
  { reading: ours('pending'), job: 'running', why: NOT_FINISHED },
  { reading: ours('in progress'), job: 'running', why: NOT_FINISHED },
  { reading: { kind: 'none' } as const, job: 'running', why: 'The platform took the move but does not show its job yet.' },
  { reading: ours('succeeded'), job: 'succeeded', why: '' },
  { reading: ours('skipped'), job: 'succeeded', why: '' },
  {
    reading: ours('failed', ['shop.example', 'www.shop.example']),
    job: 'failed',
    why: "The platform's job failed; not moved: shop.example, www.shop.example.",
  },
  { reading: ours('failed'), job: 'failed', why: "The platform's job failed; not moved: it does not say which domains." },
  {
    reading: { kind: 'another', to: 'dpl_other', requestedAt: NOW } as const,
    job: 'another',
    why: 'Somebody else started a move to dpl_other meanwhile. Read production before anything else.',
  },
])('$reading.kind $reading.status is $job', async ({ reading, job, why }) => {
  expect(await observed(async () => reading)).toEqual(found(job, why));
});

test('a platform that cannot be read: unread, never running', async () => {
  const fails = async (): Promise<never> => {
    throw new SwitchbackError('provider_unavailable', 'Vercel answered 502. Ask again.');
  };
  expect(await observed(fails)).toEqual(found('unread', 'The job could not be read. Vercel answered 502. Ask again.'));
});

test('a platform that hangs costs its deadline', async () => {
  expect(await observed((_, __, signal) => hang(signal), IMPATIENT)).toEqual(
    found('unread', 'The job could not be read. It did not answer within 0.02 s.'),
  );
});

test('a mistake of our own is not told as a silent platform', async () => {
  const mistaken = async (): Promise<never> => {
    throw new TypeError('undefined is not a function');
  };
  await expect(observed(mistaken)).rejects.toThrow('undefined is not a function');
});

test('given up: unread, so that the tree asks again', () => {
  expect(observeJob(shop({})).onGivenUp?.(effect(REQUEST), 'Service shop is not configured any more.')).toEqual({
    type: 'job.observed',
    job: 'unread',
    why: 'The job could not be read. Service shop is not configured any more.',
  });
});
