import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { read, readAll } from './read.ts';
import type { Scope } from './scope.ts';

/** What a branch asks of a change; null where that could not be read. */
export interface Rules {
  /** Names of required checks. */
  readonly checks: readonly string[] | null;
  readonly approvals: number | null;
}

const Ruleset = z.array(
  z.object({
    type: z.string(),
    parameters: z
      .object({
        required_status_checks: z.array(z.object({ context: z.string() })).optional(),
        required_approving_review_count: z.int().optional(),
      })
      .nullish(),
  }),
);

const Branch = z.object({
  protection: z.object({ required_status_checks: z.object({ contexts: z.array(z.string()).optional() }).nullish() }).nullish(),
});

/** Of rulesets and of classic branch protection, where a token that may not administer the repository sees them. */
export async function readRules(scope: Scope, branch: string, signal: AbortSignal): Promise<Rules> {
  const parameters = { ...scope.repo, branch };
  const [rulesets, classic] = await Promise.all([
    orNull(
      readAll(
        scope,
        { what: `the rules of ${branch}`, route: 'GET /repos/{owner}/{repo}/rules/branches/{branch}', parameters },
        Ruleset,
        500,
        signal,
      ),
    ),
    orNull(read(scope, { what: `the branch ${branch}`, route: 'GET /repos/{owner}/{repo}/branches/{branch}', parameters }, Branch, signal)),
  ]);
  const rules = rulesets?.items.map((rule) => rule.parameters ?? {}) ?? null;
  const inRulesets = rules?.flatMap((rule) => rule.required_status_checks ?? []).map((check) => check.context) ?? null;
  const inProtection = classic === null ? null : (classic.protection?.required_status_checks?.contexts ?? []);
  return {
    checks: inRulesets === null || inProtection === null ? null : [...new Set([...inRulesets, ...inProtection])],
    // Classic protection tells its number of approvals to administrators only; 0 from the rulesets is then no answer.
    approvals: rules === null ? null : Math.max(0, ...rules.map((rule) => rule.required_approving_review_count ?? 0)),
  };
}

/** A token may be refused the rules, and a server of one's own may not have them: that is no reason not to say how a request stands. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  return await reading.catch((error: unknown) => {
    if (error instanceof SwitchbackError && ['provider_unauthorized', 'provider_not_found'].includes(error.code)) return null;
    throw error;
  });
}
