import type { Script, Tool } from '../migration.ts';
import type { Scratch } from '../scratch.ts';
import { concludeDown, type DownCheck, type DownVerdict } from './down-verdict.ts';
import { findHazards } from './hazards.ts';
import { looksLikeBefore, redoes, survivesLiveRows, survivesOldRows } from './walk-checks.ts';
import { lost, type Walk } from './walk.ts';

export interface DownQuestion {
  readonly tool: Tool;
  /** The migrations that went forward, oldest first. */
  readonly ups: readonly Script[];
  /** Their ways back, newest first. */
  readonly downs: readonly Script[];
}

/**
 * Tries a way back that was written by hand: up, down, compare; up again; then the same with rows in every table. It stops at the first check
 * that does not hold, and says of the rest that they were not looked at.
 *
 * @param scratch a database of its own that has the schema before the migrations and no rows; it is of no use afterwards
 */
export async function verifyDown(scratch: Scratch, { tool, ups, downs }: DownQuestion): Promise<DownVerdict> {
  const walk: Walk = { scratch, tool, ups, downs, before: null, live: null, findings: [] };
  const checks: DownCheck[] = [];
  for (const check of [readsWell, looksLikeBefore, redoes, survivesOldRows, survivesLiveRows]) {
    const made = await check(walk);
    checks.push(made);
    if (made.verdict === 'failed' || made.verdict === 'cannot tell') break;
  }
  return concludeDown(checks, walk.findings);
}

async function readsWell({ scratch, downs }: Walk): Promise<DownCheck> {
  const check = 'text';
  if (downs.length === 0) return { check, verdict: 'failed', sentence: 'There is no script to go back with.' };
  for (const down of downs) {
    const parsed = await scratch.parse(down.sql);
    if (parsed.kind === 'lost') return lost(check, parsed.why);
    const [first] = await findHazards(down, parsed);
    if (first) return { check, verdict: 'failed', sentence: `${first.file}, line ${first.line}: ${first.why}` };
  }
  return {
    check,
    verdict: 'passed',
    sentence: 'It holds no COMMIT or BEGIN, no psql command, and nothing that reaches outside the database.',
  };
}
