import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { NO_PLAN, type Plan } from '#domain/plan.ts';
import { assessTarget } from '#src/effects/assess-target.ts';
import { gatherFacts } from '#src/effects/gather-facts.ts';
import { FROM, reported, UNSAFE } from '#test/support/schema-reports.ts';
import { GOOD, page } from '#test/support/scripted-deploys.ts';
import { BAD, NOW, PRODUCTION } from '#test/support/shop.ts';
import { effect, perform, SHOP, shop } from './fixture.ts';

const unavailable = async (): Promise<never> => {
  throw new SwitchbackError('provider_unavailable', 'It answered 502. Ask again.');
};

describe('gathering the facts', () => {
  test('tells the plan, the findings and the error, with what the service is configured to ask', async () => {
    const visited: string[] = [];
    const parts = shop({
      config: { ...SHOP, app: { ...SHOP.app, probes: [{ path: '/invoices', must: [], mustNot: [] }] } },
      deploys: {
        production: async () => PRODUCTION,
        newest: async () => null,
        targets: async () => [GOOD],
        preview: async () => ['shop.example'],
        visit: async (url) => {
          visited.push(url);
          return page(200);
        },
      },
      errors: { counts: unavailable, traffic: unavailable, issues: unavailable },
      schema: reported({ [FROM]: UNSAFE }),
    });
    expect(await perform(gatherFacts(parts), { service: 'shop' })).toMatchObject({
      kind: 'done',
      event: {
        type: 'facts.gathered',
        plan: { suspect: BAD, target: GOOD, otherTargets: [], domains: ['shop.example'], autoAssignment: 'on' },
        culprit: null,
        schemaIsLate: false,
      },
    });
    expect(visited).toEqual(['https://shop-good.vercel.example/invoices']);
  });

  test('given up: nothing is known, and every fact says so', () => {
    const event = gatherFacts(shop({})).onGivenUp?.(effect({ service: 'shop' }), 'Service shop is not configured any more.');
    const summary = 'It was not looked up. Service shop is not configured any more.';
    expect(event).toEqual({
      type: 'facts.gathered',
      plan: NO_PLAN,
      culprit: null,
      schemaIsLate: false,
      evidence: [
        { kind: 'deploy.serving', source: 'vercel', verdict: 'unavailable', summary, observedAt: NOW },
        { kind: 'target.available', source: 'vercel', verdict: 'unavailable', summary, observedAt: NOW },
        { kind: 'errors.began', source: 'sentry', verdict: 'unavailable', summary, observedAt: NOW },
        { kind: 'schema.fits', source: 'git', verdict: 'unavailable', summary, observedAt: NOW },
        { kind: 'database.free', source: 'database', verdict: 'unavailable', summary, observedAt: NOW },
      ],
    });
  });
});

describe('looking at another target', () => {
  const OLDER = { ...GOOD, id: 'dpl_older', url: 'https://shop-older.vercel.example' };
  const PLAN: Plan = { suspect: BAD, target: GOOD, otherTargets: [OLDER], domains: ['shop.example'], autoAssignment: 'on' };
  const request = (target: string) => ({ service: 'shop', plan: PLAN, target });
  const parts = shop({
    deploys: {
      newest: async () => null,
      preview: async (id) => [`domains of ${id}`],
      visit: async (url) => (url.startsWith(OLDER.url) ? page(500, 'relation "invoices" does not exist') : page(200)),
    },
  });

  test('puts it first, keeps the other on offer, and tells what it would meet', async () => {
    expect(await perform(assessTarget(parts), request('dpl_older'))).toMatchObject({
      kind: 'done',
      event: {
        type: 'target.assessed',
        plan: { ...PLAN, target: OLDER, otherTargets: [GOOD], domains: ['domains of dpl_older'] },
        evidence: [
          { kind: 'schema.fits', verdict: 'unavailable' },
          { kind: 'target.answers', verdict: 'contradicts' },
        ],
      },
    });
  });

  test('one that is not in the plan any more leaves the plan, and the target in it is looked at', async () => {
    expect(await perform(assessTarget(parts), request('dpl_gone'))).toMatchObject({
      event: { plan: { ...PLAN, domains: ['domains of dpl_good'] }, evidence: [{}, { kind: 'target.answers', verdict: 'supports' }] },
    });
  });

  test('given up: it is the target, and nothing is known about it', () => {
    expect(assessTarget(parts).onGivenUp?.(effect(request('dpl_older')), 'The lease ran out.')).toEqual({
      type: 'target.assessed',
      plan: { ...PLAN, target: OLDER, otherTargets: [GOOD], domains: [] },
      evidence: [
        {
          kind: 'target.answers',
          source: 'app',
          verdict: 'unavailable',
          summary: 'The target could not be looked at. The lease ran out.',
          observedAt: NOW,
        },
      ],
    });
  });
});
