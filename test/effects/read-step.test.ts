import { describe, expect, test } from 'vitest';
import type { Deployment, NewestBuild, Production } from '#domain/deployment.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { StepQuestion } from '#machines/effects.ts';
import { readStep } from '#src/effects/read-step.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { GOOD, page } from '#test/support/scripted-deploys.ts';
import { BAD, PRODUCTION, WENT_BACK } from '#test/support/shop.ts';
import { MOVE, perform, shop } from './fixture.ts';

const NEW: Deployment = {
  ...GOOD,
  id: 'dpl_new',
  url: 'https://shop-new.vercel.example',
  commit: 'c'.repeat(40),
  message: 'revert: invoices',
};
const NEWER: Production = { ...PRODUCTION, current: NEW };
const SPLIT: Production = { ...PRODUCTION, current: null };
const MOVED = { ...MOVE, acceptedAt: 1, movedAt: 2 };

const QUESTION: StepQuestion = {
  service: 'shop',
  step: 'aStep',
  claim: 'target serves',
  plan: { suspect: BAD, target: GOOD, otherTargets: [], domains: [], autoAssignment: 'on' },
  move: null,
  schema: null,
};

async function reading(question: Partial<StepQuestion>, deploys: Partial<Deploys>): Promise<StepReading> {
  const outcome = await perform(readStep(shop({ deploys })), { ...QUESTION, ...question });
  if (outcome.kind !== 'done' || outcome.event === undefined) throw new Error('Nothing was reported.');
  expect(outcome.event).toMatchObject({ type: 'step.observed', step: 'aStep' });
  return Reflect.get(outcome.event, 'reading') as StepReading;
}

const production = (value: Production): Partial<Deploys> => ({ production: async () => value });
const newest = (deployment: Deployment, state: NewestBuild['state']): Partial<Deploys> => ({ newest: async () => ({ deployment, state }) });

describe('where production serves', () => {
  test.each<[StepQuestion['claim'], string, Production, StepReading['found'], string]>([
    ['target serves', 'the target', WENT_BACK, 'so', 'a1b2c3d “checkout: faster cart” serves production.'],
    ['target serves', 'the bad one', PRODUCTION, 'not so', 'bad0000 “invoices: drop total” serves production.'],
    ['target serves', 'a third one', NEWER, 'cannot tell', 'ccccccc “revert: invoices” serves production.'],
    ['target serves', 'two at once', SPLIT, 'cannot tell', 'The production domains do not agree on one deployment.'],
    ['production moved', 'what it served', PRODUCTION, 'not so', 'bad0000 “invoices: drop total” still serves production.'],
    ['production moved', 'another', NEWER, 'so', 'ccccccc “revert: invoices” serves production.'],
    [
      'new build serves',
      'what was rolled back to',
      WENT_BACK,
      'not so',
      'a1b2c3d “checkout: faster cart” serves production, which is what was rolled back to.',
    ],
    [
      'new build serves',
      'what was rolled back',
      PRODUCTION,
      'not so',
      'bad0000 “invoices: drop total” serves production, which is what was rolled back.',
    ],
    ['new build serves', 'a new one', NEWER, 'so', 'ccccccc “revert: invoices” serves production.'],
  ])('“%s” while it serves %s', async (claim, _, served, found, what) => {
    expect(await reading({ claim, move: MOVED }, production(served))).toEqual({ found, what });
  });

  test('that cannot be read is nobody’s contradiction', async () => {
    const down = {
      production: async () => {
        throw new SwitchbackError('provider_unavailable', 'Vercel answered 503.');
      },
    };
    expect(await reading({}, down)).toEqual({ found: 'cannot tell', what: 'Production could not be read. Vercel answered 503.' });
  });
});

describe('the newest build', () => {
  test.each<[string, Deployment, NewestBuild['state'], Production, StepReading['found']]>([
    ['that is building is not stopped', NEW, 'building', PRODUCTION, 'not so'],
    ['that serves is not stopped', BAD, 'served', PRODUCTION, 'not so'],
    ['that failed is stopped', NEW, 'failed', PRODUCTION, 'so'],
    ['that is staged is stopped', NEW, 'staged', PRODUCTION, 'so'],
  ])('%s', async (_, deployment, state, served, found) => {
    expect((await reading({ claim: 'deploy is stopped' }, { ...newest(deployment, state), ...production(served) })).found).toBe(found);
  });

  test.each<[string, Deployment, NewestBuild['state'], StepReading]>([
    [
      'is the bad one',
      BAD,
      'served',
      { found: 'not so', what: 'The newest production build is still bad0000 “invoices: drop total”, the bad one.' },
    ],
    [
      'is building',
      NEW,
      'building',
      { found: 'not so', what: 'The newest production build, ccccccc “revert: invoices”, is still building.' },
    ],
    ['failed', NEW, 'failed', { found: 'not so', what: 'The newest production build, ccccccc “revert: invoices”, failed.' }],
  ])('does not answer where it %s', async (_, deployment, state, expected) => {
    expect(await reading({ claim: 'new build answers', move: MOVED }, newest(deployment, state))).toEqual(expected);
  });

  test('is asked on its own URL', async () => {
    const asked: string[] = [];
    const answering = (status: number): Partial<Deploys> => ({
      ...newest(NEW, 'staged'),
      visit: async (url) => {
        asked.push(url);
        return page(status, status === 500 ? { error: 'column "total" does not exist' } : '');
      },
    });
    expect((await reading({ claim: 'new build answers', move: MOVED }, answering(500))).found).toBe('not so');
    expect((await reading({ claim: 'new build answers', move: MOVED }, answering(404))).found).toBe('cannot tell');
    expect(asked).toEqual(['https://shop-new.vercel.example/', 'https://shop-new.vercel.example/']);
  });
});

test.each<StepQuestion['claim']>(['lock is gone', 'schema is back', 'migration is undone'])(
  'without a database “%s” cannot be told',
  async (claim) => {
    expect((await reading({ claim }, {})).found).toBe('cannot tell');
  },
);
