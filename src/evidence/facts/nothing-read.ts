import { NO_PLAN } from '#domain/plan.ts';
import type { Evidence, EvidenceKind } from '#domain/evidence.ts';
import type { Assessment } from './assess.ts';

/** What is known when no source could be asked at all. Said fact by fact: what an earlier look found must not stand for this one. */
export function nothingRead(why: string, { platform, errors }: { platform: string; errors: string }, now: number): Assessment {
  const sources = {
    'deploy.serving': platform,
    'target.available': platform,
    'errors.began': errors,
    'schema.fits': 'git',
    'database.free': 'database',
  };
  const evidence = Object.entries(sources).map(([kind, source]): Evidence => ({
    kind: kind as EvidenceKind,
    source,
    verdict: 'unavailable',
    summary: `It was not looked up. ${why}`,
    observedAt: now,
  }));
  return { plan: NO_PLAN, evidence, culprit: null, schemaIsLate: false };
}
