import { z } from 'zod';
import { instant } from '#domain/instant.ts';
import type { Database } from '#src/providers/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { MOST_COUNTED, type Count } from './count.ts';
import { countFor } from './count-for.ts';

/** More questions than this would be a load of their own on a database that may be in trouble. */
const MOST_QUESTIONS = 40;

/**
 * The findings, settled by counting rows of the live database where rows can settle them. A finding becomes a note only where there is no such
 * row and the old code cannot make one; else it stays as bad as it was, and says how many there are or why nobody could count.
 */
export async function withCounts(
  findings: readonly Finding[],
  before: Catalogue,
  live: Catalogue,
  { database, now, signal }: { readonly database: Pick<Database, 'query'>; readonly now: () => number; readonly signal: AbortSignal },
): Promise<Finding[]> {
  const settled: Finding[] = [];
  let asked = 0;
  let unreachable: string | null = null;
  for (const finding of findings) {
    const count = countFor(finding, before, live);
    if (count === null) {
      const open = finding.severity === 'data' && finding.failing === null;
      settled.push(open ? said(finding, 'What the old code will write cannot be counted beforehand.') : finding);
      continue;
    }
    asked += 1;
    const refused: string | null = asked > MOST_QUESTIONS ? `only ${MOST_QUESTIONS} questions are asked` : unreachable;
    const counted: Counted = refused === null ? await ask(database, count, signal) : { kind: 'not counted', why: refused, lost: false };
    if (counted.kind === 'not counted' && counted.lost) unreachable = counted.why;
    settled.push(settle(finding, count, counted, now()));
  }
  return settled;
}

type Counted =
  | { readonly kind: 'counted'; readonly n: number }
  /** `lost`: the database did not answer at all, so asking on would only cost time. */
  | { readonly kind: 'not counted'; readonly why: string; readonly lost: boolean };

const Answered = z.object({ n: z.number().int(), hidden: z.boolean() });

async function ask(database: Pick<Database, 'query'>, { sql }: Count, signal: AbortSignal): Promise<Counted> {
  const answer = await database.query(sql, signal);
  if (answer.kind === 'unreachable') return { kind: 'not counted', why: answer.why, lost: true };
  if (answer.kind === 'failed') return { kind: 'not counted', why: `${answer.message} (${answer.sqlstate})`, lost: false };
  const row = Answered.safeParse(answer.rows[0]);
  if (!row.success) return { kind: 'not counted', why: 'the answer was no number', lost: false };
  if (row.data.hidden) return { kind: 'not counted', why: 'row level security hides rows from the role', lost: false };
  return { kind: 'counted', n: row.data.n };
}

function settle(finding: Finding, { what, none }: Count, counted: Counted, at: number): Finding {
  if (counted.kind === 'not counted')
    return said(finding, `${what} could not be counted on the live database: ${counted.why.replace(/\.$/, '')}.`);
  const many = counted.n > MOST_COUNTED ? `more than ${MOST_COUNTED}` : counted.n;
  const settled = said(finding, `${what}, counted on the live database at ${instant(at)}: ${counted.n === 0 ? 'none' : many}.`);
  if (counted.n > 0) return settled;
  return none === 'harmless' ? { ...settled, severity: 'note', sqlstate: null } : settled;
}

function said(finding: Finding, sentence: string): Finding {
  return { ...finding, message: `${finding.message} ${sentence}` };
}
