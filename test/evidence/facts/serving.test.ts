import { describe, expect, test } from 'vitest';
import type { NewestBuild } from '#domain/deployment.ts';
import { serving } from '#src/evidence/facts/serving.ts';
import { BAD, NOW, PRODUCTION } from '#test/support/shop.ts';

const NO_NEWER = { kind: 'read', value: null } as const;

test('every domain serves the suspected deploy: supports, and since when', () => {
  expect(serving({ kind: 'read', value: PRODUCTION }, NO_NEWER, 'vercel', NOW)).toEqual({
    kind: 'deploy.serving',
    source: 'vercel',
    observedAt: NOW,
    verdict: 'supports',
    summary: 'bad0000 “invoices: drop total” has served shop.example, www.shop.example since 2026-11-20T13:51:00Z.',
    details: { deployment: 'dpl_bad', commit: 'bad0000000000000000000000000000000000bad' },
  });
});

test('where the platform has a page of the deployment, the evidence leads there', () => {
  const current = { ...BAD, page: 'https://vercel.example/acme/shop/Hx7' };
  expect(serving({ kind: 'read', value: { ...PRODUCTION, current } }, NO_NEWER, 'vercel', NOW).link).toBe(
    'https://vercel.example/acme/shop/Hx7',
  );
});

test('a rolling release gives two answers: inconclusive', () => {
  const rollingRelease = { canary: 'dpl_bad', base: 'dpl_good', percentage: 10 };
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, current: null, rollingRelease } }, NO_NEWER, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'A rolling release is active: dpl_bad gets 10 % of the traffic.',
  });
});

test('a rolling release does not support even where one deployment is named as current', () => {
  const rollingRelease = { canary: 'dpl_bad', base: null, percentage: null };
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, rollingRelease } }, NO_NEWER, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'A rolling release is active: dpl_bad gets part of the traffic.',
  });
});

test('domains that do not agree: inconclusive, and what each serves', () => {
  const domains = [
    { domain: 'shop.example', deploymentId: 'dpl_bad' },
    { domain: 'www.shop.example', deploymentId: null },
  ];
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains, current: null } }, NO_NEWER, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'The production domains do not agree: shop.example → dpl_bad, www.shop.example → unknown.',
  });
});

test('no production domain at all: inconclusive', () => {
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains: [], current: null } }, NO_NEWER, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'The production domains do not agree: there is none.',
  });
});

test('a platform that could not be asked: unavailable, in its own words', () => {
  const { verdict, summary } = serving({ kind: 'unavailable', why: 'It did not answer within 5 s.' }, NO_NEWER, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'unavailable',
    summary: 'Production could not be read. It did not answer within 5 s.',
  });
});

describe('a build that is newer than what serves', () => {
  const newer = (state: NewestBuild['state'], createdAt = BAD.createdAt + 60_000): NewestBuild => ({
    deployment: {
      ...BAD,
      id: 'dpl_newer',
      commit: 'ee0e000000000000000000000000000000000000',
      message: 'invoices: add tax',
      createdAt,
      liveAt: null,
      served: false,
    },
    state,
  });

  test.each([
    ['building', 'is still building'],
    ['failed', 'failed to build'],
    ['staged', 'is staged'],
  ] as const)('%s: a person must say which of the two is meant', (state, words) => {
    const { verdict, summary } = serving({ kind: 'read', value: PRODUCTION }, { kind: 'read', value: newer(state) }, 'vercel', NOW);
    expect({ verdict, summary }).toEqual({
      verdict: 'inconclusive',
      summary: `bad0000 “invoices: drop total” serves production; the newer build ee0e000 “invoices: add tax” ${words} and does not.`,
    });
  });

  test('is no news once it has served: production went back from it', () => {
    expect(serving({ kind: 'read', value: PRODUCTION }, { kind: 'read', value: newer('served') }, 'vercel', NOW).verdict).toBe('supports');
  });

  test('is no news when it is older than what serves', () => {
    expect(
      serving({ kind: 'read', value: PRODUCTION }, { kind: 'read', value: newer('failed', BAD.createdAt - 1) }, 'vercel', NOW).verdict,
    ).toBe('supports');
  });

  test('that could not be looked for takes nothing from what is known to serve', () => {
    expect(
      serving({ kind: 'read', value: PRODUCTION }, { kind: 'unavailable', why: 'Vercel did not answer.' }, 'vercel', NOW).verdict,
    ).toBe('supports');
  });
});

const MANY = Array.from({ length: 120 }, (_, index) => ({ domain: `shop-${index}.example`, deploymentId: 'dpl_bad' }));

test('many domains are not told one by one', () => {
  const { summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains: MANY } }, NO_NEWER, 'vercel', NOW);
  expect(summary).toBe(
    'bad0000 “invoices: drop total” has served shop-0.example, shop-1.example, shop-2.example and 117 more since 2026-11-20T13:51:00Z.',
  );
});

test('of many that do not agree, the odd one is named', () => {
  const domains = [...MANY, { domain: 'old.example', deploymentId: 'dpl_good' }];
  const { summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains, current: null } }, NO_NEWER, 'vercel', NOW);
  expect(summary).toBe(
    'The production domains do not agree: shop-0.example, shop-1.example, shop-2.example and 117 more → dpl_bad, old.example → dpl_good.',
  );
});

test('a domain that there was no time to read: inconclusive, and the others are told', () => {
  const domains = [...MANY.slice(1), { domain: 'late.example', deploymentId: null, unread: true } as const];
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains } }, NO_NEWER, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary:
      'bad0000 “invoices: drop total” serves 119 of 120 production domains; the platform asked for fewer requests before late.example could be read. Look again in a minute.',
  });
});

test('a rolling release of a deployment that is not named', () => {
  const rollingRelease = { canary: null, base: null, percentage: 10 };
  const { summary } = serving({ kind: 'read', value: { ...PRODUCTION, current: null, rollingRelease } }, NO_NEWER, 'vercel', NOW);
  expect(summary).toBe('A rolling release is active: a deployment that is not named gets 10 % of the traffic.');
});
