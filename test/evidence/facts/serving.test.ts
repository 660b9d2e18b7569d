import { expect, test } from 'vitest';
import { serving } from '#src/evidence/facts/serving.ts';
import { NOW, PRODUCTION } from '#test/support/shop.ts';

test('every domain serves the suspected deploy: supports, and since when', () => {
  expect(serving({ kind: 'read', value: PRODUCTION }, NOW)).toEqual({
    kind: 'deploy.serving',
    source: 'vercel',
    observedAt: NOW,
    verdict: 'supports',
    summary: 'bad0000 “invoices: drop total” serves shop.example, www.shop.example since 2026-11-20T13:51:00Z.',
    details: { deployment: 'dpl_bad', commit: 'bad0000000000000000000000000000000000bad' },
  });
});

test('a rolling release gives two answers: inconclusive', () => {
  const rollingRelease = { canary: 'dpl_bad', base: 'dpl_good', percentage: 10 };
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, current: null, rollingRelease } }, NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'A rolling release is active: dpl_bad gets 10 % of the traffic.',
  });
});

test('a rolling release does not support even where one deployment is named as current', () => {
  const rollingRelease = { canary: 'dpl_bad', base: null, percentage: null };
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, rollingRelease } }, NOW);
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
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains, current: null } }, NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'The production domains do not agree: shop.example → dpl_bad, www.shop.example → unknown.',
  });
});

test('no production domain at all: inconclusive', () => {
  const { verdict, summary } = serving({ kind: 'read', value: { ...PRODUCTION, domains: [], current: null } }, NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'inconclusive',
    summary: 'The production domains do not agree: there is none.',
  });
});

test('a platform that could not be asked: unavailable, in its own words', () => {
  const { verdict, summary } = serving({ kind: 'unavailable', why: 'It did not answer within 5 s.' }, NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'unavailable',
    summary: 'Production could not be read. It did not answer within 5 s.',
  });
});
