import { found } from '../diff/found.ts';
import { asUsed } from '../contract/as-used.ts';
import { asWritten } from '../contract/as-written.ts';
import type { Contract } from '../contract/contract.ts';
import { contractStatements } from '../contract/contract-statements.ts';
import type { Finding } from '../finding.ts';
import { canonicalStatements } from '../oracle/canonical-statements.ts';
import { execute, tryAll } from '../oracle/execute.ts';
import { judge } from '../oracle/judge.ts';
import { provocations } from '../oracle/provocations.ts';
import type { Accepted } from '../oracle/statement.ts';
import type { Scratch } from '../scratch.ts';
import type { Walked } from './walk-span.ts';
import { withinReach } from './within-reach.ts';
import { asSaid, type Speaker } from './as-said.ts';
import { byUpserts } from './by-upserts.ts';
import { upsertsByName } from './by-names.ts';
import { unlessWeaker } from './unless-weaker.ts';

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
  { before, live, below, steps }: Pick<Walked, 'before' | 'live' | 'below' | 'steps'>,
  findings: readonly Finding[],
  speaker: Pick<Speaker, 'code' | 'callsByName'>,
): Promise<Tried> {
  const used = asUsed(asWritten(before, contract), contract);
  const invented = asSaid(canonicalStatements(used, withinReach({ before, live, below, steps })), used, { contract, ...speaker });
  const said = await tryAll(old, [...invented, ...upsertsByName(used, findings, speaker.code), ...contractStatements(contract)]);
  const refused = await tryAll(old, provocations(used, live, findings));
  const tried = unlessWeaker(judge(findings, await execute(now, [...said.accepted, ...refused.accepted])), before, live);
  const judged = byUpserts(tried, before, speaker.code);
  const lost = said.lost ?? refused.lost;
  const untried =
    lost === null ? [] : [found('OPAQUE', 'the old code', `Statements of the old code could not be tried on its own schema: ${lost}`)];
  return { findings: [...judged, ...untried], accepted: said.accepted };
}
