import { z } from 'zod';
import type { OpenedRequest } from '../code-host.ts';
import type { Scope } from './scope.ts';

/** What a list of pull requests and a single one have in common. */
export const Pull = z.object({
  number: z.int(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().optional(),
  body: z.string().nullish(),
  created_at: z.string(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  base: z.object({ ref: z.string(), sha: z.string() }),
});
export type Pull = z.infer<typeof Pull>;

export function openedRequest(pull: Pull): OpenedRequest {
  return { number: pull.number, url: pull.html_url, branch: pull.head.ref, head: pull.head.sha, draft: pull.draft ?? false };
}

/** Anybody can open one from a fork, under any name and with any text. */
export function isOwn({ options: { owner, repository } }: Scope, { head }: Pull): boolean {
  return head.repo?.full_name.toLowerCase() === `${owner}/${repository}`.toLowerCase();
}
