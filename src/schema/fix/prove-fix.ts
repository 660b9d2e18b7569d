import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { withIdentityOf } from '../catalogue/with-identity-of.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { emptyTables } from '../down/empty-tables.ts';
import type { Finding } from '../finding.ts';
import { execute } from '../oracle/execute.ts';
import { judge } from '../oracle/judge.ts';
import type { Accepted, Executed } from '../oracle/statement.ts';
import type { Scratch } from '../scratch.ts';
import type { FixDraft, FixStep } from './draft.ts';
import { plantRows, wrongData } from './planted-rows.ts';

/** Statements of both versions of the code, each accepted by the schema that it was written for. */
export interface CodeStatements {
  readonly old: readonly Accepted[];
  readonly live: readonly Accepted[];
}

export type Proof =
  | Proved
  /** PostgreSQL refused the draft, or the data did not come back as it says. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'cannot tell'; readonly why: string };

/** The draft runs. What it does not mend and what it breaks is listed; both lists empty is a fix that can be offered without a warning. */
export interface Proved {
  readonly kind: 'proved';
  /** What still breaks the old code. */
  readonly left: readonly Finding[];
  /** What would break the live code, which goes on serving. */
  readonly hurts: readonly Finding[];
  /** How many statements of each passed: none is no proof that the code works. */
  readonly passed: { readonly old: number; readonly live: number };
}

/**
 * Applies a draft on a scratch database that has the live schema, and looks both ways: does the old code work again, and does the live code
 * still? The scratch database keeps the draft; it is of no use for another one.
 *
 * @param rows INSERT statements for the live schema, so that there is data to bring back; those that the schema refuses are left out
 */
export async function proveFix(
  scratch: Scratch,
  draft: FixDraft,
  before: Catalogue,
  live: Catalogue,
  statements: CodeStatements,
  rows: readonly string[] = [],
): Promise<Proof> {
  if (draft.statements.length === 0) return { kind: 'refused', why: 'The draft holds no statement.' };
  const notPlanted = await plantRows(scratch, rows);
  if (notPlanted) return { kind: 'cannot tell', why: notPlanted.why };
  const ran = await scratch.run(draft.sql);
  if (ran.kind === 'lost') return { kind: 'cannot tell', why: ran.why };
  if (ran.kind === 'failed') return { kind: 'refused', why: `PostgreSQL refuses the draft with ${ran.sqlstate}: ${ran.message}.` };
  const wrong = await wrongData(scratch, draft.steps);
  if (wrong !== null) return wrong;
  // The statements bring rows of their own, which must not meet the planted ones.
  const notEmptied = rows.length === 0 ? null : await emptyTables(scratch, live);
  if (notEmptied !== null) return { kind: 'cannot tell', why: notEmptied };

  const read = await readCatalogue(scratch);
  if (read.kind === 'not read') return { kind: 'cannot tell', why: read.why };
  const old = await execute(scratch, statements.old);
  const now = await execute(scratch, statements.live);
  // The scratch database need not be the one that `before` and `live` were read from.
  const fixed = withIdentityOf(live, read.catalogue);
  return {
    kind: 'proved',
    left: breaking(diffCatalogues(before, fixed), old, draft.steps),
    hurts: breaking(diffCatalogues(live, fixed), now, draft.steps),
    passed: { old: old.filter(passes).length, live: now.filter(passes).length },
  };
}

/** What breaks code whose statements were executed. Where all of them passed, they settle what a step says they can. */
function breaking(findings: readonly Finding[], executed: readonly Executed[], steps: readonly FixStep[]): Finding[] {
  const settled = executed.length > 0 && executed.every(passes) ? steps.flatMap(({ settledByRunning }) => settledByRunning) : [];
  return judge(findings, executed)
    .filter(({ severity }) => severity === 'hard' || severity === 'data' || severity === 'unknown')
    .filter(({ code, object }) => !settled.some((said) => said.code === code && said.object === object));
}

function passes({ outcome }: Executed): boolean {
  return outcome.kind === 'passed';
}
