import { z } from 'zod';
import type { PipelineRun } from '../pipelines.ts';

export const Run = z.object({
  id: z.int(),
  html_url: z.string(),
  display_title: z.string(),
  head_sha: z.string(),
  head_branch: z.string().nullish(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  run_attempt: z.int().optional(),
  created_at: z.string(),
});

export function pipelineRun(run: z.infer<typeof Run>): PipelineRun {
  return {
    id: String(run.id),
    url: run.html_url,
    title: run.display_title,
    commit: run.head_sha,
    branch: run.head_branch ?? null,
    status: runStatus(run.status),
    outcome: runOutcome(run.status, run.conclusion),
    attempt: run.run_attempt ?? 1,
    createdAt: Date.parse(run.created_at),
  };
}

export function runStatus(status: string | null | undefined): PipelineRun['status'] {
  switch (status ?? '') {
    case 'queued':
    case 'requested':
    case 'pending':
      return 'queued';
    case 'in_progress':
      return 'running';
    case 'waiting':
      return 'waiting';
    case 'completed':
      return 'finished';
    default:
      return 'cannot tell';
  }
}

export function runOutcome(status: string | null | undefined, conclusion: string | null | undefined): PipelineRun['outcome'] {
  if (status !== 'completed') return null;
  switch (conclusion ?? '') {
    case 'success':
      return 'succeeded';
    case 'failure':
    case 'timed_out':
    case 'startup_failure':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'skipped':
      return 'skipped';
    default:
      return 'cannot tell';
  }
}
