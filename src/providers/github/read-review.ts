import { z } from 'zod';
import type { OpenRequest } from '../code-host.ts';
import { readAll } from './read.ts';
import type { Rules } from './read-rules.ts';
import type { Scope } from './scope.ts';

const Reviews = z.array(z.object({ state: z.string(), user: z.object({ login: z.string() }).nullish() }));
/** A comment takes back neither an approval nor a refusal. */
const WORDS = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);

export async function readReview(scope: Scope, number: number, rules: Rules, signal: AbortSignal): Promise<OpenRequest['review']> {
  const question = { what: `the reviews of pull request ${number}`, route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews' };
  const { items } = await readAll(scope, { ...question, parameters: { ...scope.repo, pull_number: number } }, Reviews, 1_000, signal);
  const last = new Map<string, string>();
  for (const { state, user } of items) if (user != null && WORDS.has(state)) last.set(user.login, state);
  const who = (state: string): string[] => [...last].flatMap(([login, word]) => (word === state ? [login] : []));
  const [approvedBy, changesRequestedBy] = [who('APPROVED'), who('CHANGES_REQUESTED')];
  return { decision: decide(approvedBy.length, changesRequestedBy.length, rules), approvedBy, changesRequestedBy };
}

function decide(approved: number, refused: number, { approvals }: Rules): OpenRequest['review']['decision'] {
  if (refused > 0) return 'changes requested';
  if (approved > 0 && approved >= (approvals ?? 0)) return 'approved';
  if (approvals === null) return 'cannot tell';
  return approvals > 0 ? 'review required' : 'not required';
}
