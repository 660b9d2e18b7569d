import type { Evidence } from '#domain/evidence.ts';
import type { Culprit } from '#domain/plan.ts';
import { fact } from '#test/support/walk.ts';

/** What is really found when a plain bug goes out. */
export const FOUND: readonly Evidence[] = [
  { ...fact('deploy.serving', 'supports', 'c0ffee1 “contract: drop total” serves invoices.example.com.'), source: 'vercel' },
  { ...fact('target.available', 'supports', 'd0a1e00 can be rolled back to, and 1 older.'), source: 'vercel' },
  {
    ...fact(
      'errors.began',
      'supports',
      'Errors began with the deploy: 31 errors in 90 requests (1 in 3) in the 3 s since; 3 errors in 204 requests (1 in 68) in the 14 s before.',
    ),
    source: 'sentry',
  },
  {
    ...fact('target.clean', 'supports', 'The error did not occur while the target served (14 s to 2026-11-20T02:09:09Z, 204 requests).'),
    source: 'sentry',
  },
  { ...fact('schema.fits', 'supports', 'No migration between d0a1e00 and c0ffee1.'), source: 'git' },
  { ...fact('target.answers', 'supports', 'The target’s own URL answers: / 200, /invoices 200.'), source: 'app' },
];

/** The same where the old code does not fit today's schema. */
export const FOUND_UNFIT: readonly Evidence[] = [
  ...FOUND.slice(0, 4),
  { ...fact('schema.fits', 'inconclusive', 'Migrations differ: 0003_contract.sql.'), source: 'git' },
  { ...fact('target.answers', 'contradicts', '/invoices answers 500: column "total" does not exist'), source: 'app' },
];

export const CULPRIT: Culprit = {
  shortId: 'INVOICES-3',
  title: 'error: column "total" does not exist',
  permalink: 'https://sentry.example.com/issues/3',
  route: '/invoices',
};

export function without(evidence: readonly Evidence[], kind: Evidence['kind']): readonly Evidence[] {
  return evidence.filter((found) => found.kind !== kind);
}
