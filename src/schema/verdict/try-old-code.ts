import type { Catalogue } from '../catalogue/catalogue.ts';
import { asUsed } from '../contract/as-used.ts';
import { asWritten } from '../contract/as-written.ts';
import type { Contract } from '../contract/contract.ts';
import { contractStatements } from '../contract/contract-statements.ts';
import type { Finding } from '../finding.ts';
import { canonicalStatements } from '../oracle/canonical-statements.ts';
import { accept, execute } from '../oracle/execute.ts';
import { judge } from '../oracle/judge.ts';
import { provocations } from '../oracle/provocations.ts';
import type { Accepted } from '../oracle/statement.ts';
import type { Scratch } from '../scratch.ts';

export interface Tried {
  readonly findings: readonly Finding[];
  /** The statements of the old code that the old schema takes. */
  readonly accepted: readonly Accepted[];
}

/**
 * What the old code says, and rows chosen to be refused, accepted by the old schema and then executed on the live one. The findings come back
 * with what that showed.
 *
 * @param old a scratch database that has the old schema
 * @param now one that has the live schema
 */
export async function tryOldCode(
  old: Scratch,
  now: Scratch,
  contract: Contract,
  before: Catalogue,
  live: Catalogue,
  findings: readonly Finding[],
): Promise<Tried> {
  const used = asUsed(asWritten(before, contract), contract);
  const accepted = await accept(old, [...canonicalStatements(used), ...contractStatements(contract)]);
  const refused = await accept(old, provocations(used, live, findings));
  return { findings: judge(findings, await execute(now, [...accepted, ...refused])), accepted };
}
