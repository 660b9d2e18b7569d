import type { Evidence, EvidenceKind } from '#domain/evidence.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { couldNotLook } from '../could-not-look.ts';
import { orAborted } from '../within-deadline.ts';
import { askApp } from './ask-app.ts';
import type { SwapQuestion } from './question.ts';
import { readDomains } from './read-domains.ts';
import { readJob } from './read-job.ts';
import { readRequestIds, readVisits } from './read-visits.ts';
import type { Part, SwapProof } from './swap-proof.ts';

/**
 * Proves in two planes that production serves the target: what the provider records, and what the app answers where users reach it.
 * Keeps nothing between looks; ask again while the verdict is `not yet`. What does not answer before `signal` aborts is `cannot look`.
 */
export async function proveSwap(deploys: Deploys, question: SwapQuestion, now: number, signal: AbortSignal): Promise<SwapProof> {
  const { move, startedAt } = question;
  const [domains, reading, visits] = await Promise.all([
    attempt(async () => readDomains(await deploys.production(signal), move.to), signal),
    attempt(async () => readJob(startedAt === null ? null : await deploys.job(move, startedAt, signal), move), signal),
    attempt(async () => {
      const visits = await askApp(deploys, question, now, signal);
      return { app: readVisits(visits, question), requestId: readRequestIds(visits, deploys.requestIdHeader) };
    }, signal),
  ]);
  const job = settleSkipped(reading, domains);
  const app = 'app' in visits ? visits.app : visits;
  const requestId = 'app' in visits ? visits.requestId : visits;

  const propagating = startedAt !== null && now < startedAt + question.propagationMs;
  const evidence = (kind: EvidenceKind, source: string, { verdict, summary, details }: Part): Evidence => ({
    kind,
    source,
    verdict,
    summary,
    observedAt: now,
    details,
  });
  return {
    ...conclude(job, domains, app, propagating),
    evidence: [
      evidence('swap.job', deploys.source, job),
      evidence('swap.domains', deploys.source, domains),
      evidence('swap.app', 'app', app),
      evidence('swap.request-id', 'app', requestId),
    ],
  };
}

function conclude(job: Part, domains: Part, app: Part, propagating: boolean): Omit<SwapProof, 'evidence'> {
  const parts = [job, domains, app];
  const jobRuns = job.pending === 'running' || (job.pending === 'settling' && propagating);
  const against = parts.filter((part) => part.verdict === 'contradicts');
  const forGood = against.find((part) => part.pending === 'no' || (!jobRuns && !propagating));
  if (forGood !== undefined) return { verdict: 'contradicted', sentence: `Not moved: ${forGood.summary}` };
  const unread = [job, domains].find((part) => part.verdict === 'unavailable');
  if (unread !== undefined) return { verdict: 'cannot look', sentence: `Cannot look: ${unread.summary}` };
  const open = jobRuns ? job : (against[0] ?? (domains.pending === 'settling' && propagating ? domains : undefined));
  if (open !== undefined) return { verdict: 'not yet', sentence: `Not moved yet: ${open.summary}` };
  if (domains.verdict !== 'supports') return { verdict: 'cannot look', sentence: `Cannot tell: ${domains.summary}` };

  if (app.pending === 'settling' && propagating) return { verdict: 'not yet', sentence: `Not seen on the domain yet: ${app.summary}` };
  const weak = [job, app].find((part) => part.verdict !== 'supports');
  if (weak !== undefined) {
    return { verdict: 'reported', sentence: `The platform reports the move: ${domains.summary} Not observed further: ${weak.summary}` };
  }
  return { verdict: 'moved', sentence: `Moved, observed on the domain: ${app.summary} ${domains.summary}` };
}

/** A skipped job is a success exactly when the domains are where it was to bring them. */
function settleSkipped(job: Part, domains: Part): Part {
  const skipped = job.verdict === 'inconclusive' && isSkipped(job.details);
  return skipped && domains.verdict === 'supports' ? { ...job, verdict: 'supports' } : job;
}

function isSkipped(details: Part['details']): boolean {
  return typeof details === 'object' && !Array.isArray(details) && details['status'] === 'skipped';
}

async function attempt<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T | Part> {
  try {
    return await orAborted(read(), signal);
  } catch (error) {
    return { verdict: 'unavailable', summary: couldNotLook(error, signal).why, pending: 'no', details: {} };
  }
}
