import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../finding.ts';
import type { Marker, Restore } from '../markers/marker.ts';
import type { FixContext, FixDraft, FixStep, Uncovered } from './draft.ts';
import { BY_HAND, TEMPLATES } from './templates.ts';

export interface FixQuestion {
  readonly findings: readonly Finding[];
  /** Read from the same database as `live`, so that object ids tell what was renamed. */
  readonly before: Catalogue;
  readonly live: Catalogue;
  readonly markers: readonly Marker[];
  readonly contract: Contract;
  /** `CREATE FUNCTION …` of the old schema by object id; without it no function is brought back. */
  readonly definitions?: ReadonlyMap<number, string>;
  /** False where a generated column must not be offered. */
  readonly generated?: boolean;
}

/**
 * Drafts a migration after which the old code works on today's schema again, and the live code still does. It proves nothing: see
 * `proveFix`. What breaks the old code and has no statement stands in `uncovered`, never nowhere.
 */
export function draftForwardFix(question: FixQuestion): FixDraft {
  const { findings, before, live, contract, definitions = new Map(), generated = true } = question;
  const restoreOf = (finding: Finding, column: string): Restore | null => restoreIn(question.markers, finding, column);
  const context: FixContext = { findings, before, live, contract, definitions, generated, restoreOf };
  const steps: FixStep[] = [];
  const uncovered: Uncovered[] = [];
  for (const finding of findings.filter(needsAnswer).toSorted((a, b) => rank(a) - rank(b))) {
    const byHand = BY_HAND.get(finding.code);
    const template = TEMPLATES.get(finding.code);
    const made =
      byHand ?? (template === undefined ? 'No statement is known that takes this back. Write one by hand.' : template(finding, context));
    if (typeof made === 'string') uncovered.push({ finding, why: made });
    else if (made !== null) steps.push(made);
  }
  const statements = [...new Set([...steps.flatMap((step) => step.statements), ...steps.flatMap((step) => step.after)])];
  const removeLater = steps.toReversed().flatMap((step) => step.removeLater ?? []);
  return {
    steps,
    statements,
    sql: statements.map((statement) => `${statement};\n`).join(''),
    removeLater: [...new Set(removeLater)],
    uncovered,
  };
}

/**
 * What breaks the old code, and what a person must always look at. A caveat alone is no reason to change the live schema; that a column is empty
 * is one where its author wrote down how to fill it.
 */
function needsAnswer({ code, severity, failing }: Finding): boolean {
  if (severity === 'note') return false;
  return severity !== 'conditional' || failing !== null || BY_HAND.has(code) || code === 'COLUMN_RECREATED';
}

function rank({ code }: Finding): number {
  return [...TEMPLATES.keys()].indexOf(code);
}

/** That of the very statement; else the only one in the same file, since what was dropped may be blamed on the statement that adds it again. */
function restoreIn(markers: readonly Marker[], { file, line }: Finding, column: string): Restore | null {
  const inFile = markers.filter((marker) => marker.file === file && marker.restores.some((restore) => restore.column === column));
  const bound = inFile.filter(({ statement }) => line !== null && statement.firstLine <= line && line <= statement.lastLine);
  const [marker, ...others] = bound.length > 0 ? bound : inFile;
  if (marker === undefined || others.length > 0) return null;
  return marker.restores.find((restore) => restore.column === column) ?? null;
}
