import { NO_PLAN } from '#domain/plan.ts';
import type { Evidence, EvidenceKind } from '#domain/evidence.ts';
import type { Assessment } from './assess.ts';

const SOURCES = {
  'deploy.serving': 'vercel',
  'target.available': 'vercel',
  'errors.began': 'sentry',
  'schema.fits': 'git',
  'database.free': 'database',
} as const;

/** What is known when no source could be asked at all. Said fact by fact: what an earlier look found must not stand for this one. */
export function nothingRead(why: string, now: number): Assessment {
  const evidence = Object.entries(SOURCES).map(([kind, source]): Evidence => ({
    kind: kind as EvidenceKind,
    source,
    verdict: 'unavailable',
    summary: `It was not looked up. ${why}`,
    observedAt: now,
  }));
  return { plan: NO_PLAN, evidence, culprit: null, schemaIsLate: false };
}
