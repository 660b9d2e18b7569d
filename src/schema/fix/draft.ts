import type { Contract } from '../contract/contract.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import type { Restore } from '../markers/marker.ts';

/** One finding and the SQL that takes it back. Statements stand without their semicolon. */
export interface FixStep {
  readonly finding: Finding;
  readonly statements: readonly string[];
  /** To run after the statements of all other steps: what points at something that another step makes. */
  readonly after: readonly string[];
  readonly locks: string;
  /** Whether PostgreSQL writes the whole table anew. */
  readonly rewrites: boolean;
  readonly rowsTouched: 'all' | 'none';
  /** Whether the old code finds its values again. */
  readonly dataBack: 'yes' | 'no' | 'from expression';
  /** To be run once nobody goes back to the old code any more; null where it cannot be taken back. */
  readonly removeLater: readonly string[] | null;
  /** A query that answers with no row once the data is right; null where there is no data to check. */
  readonly check: string | null;
  /** What the catalogue goes on to say although the code works: only executed statements of it can settle that. */
  readonly settledByRunning: readonly Pick<Finding, 'code' | 'object'>[];
  /** Why it is done in this way, in one or two sentences. */
  readonly why: string;
}

export interface Uncovered {
  readonly finding: Finding;
  /** Why no statement is drafted for it, and who must do what. */
  readonly why: string;
}

export interface FixDraft {
  readonly steps: readonly FixStep[];
  /** The statements of all steps in the order in which they must run. */
  readonly statements: readonly string[];
  readonly sql: string;
  /** Takes everything back that can be, newest first. */
  readonly removeLater: readonly string[];
  readonly uncovered: readonly Uncovered[];
}

export interface FixContext {
  readonly findings: readonly Finding[];
  readonly before: Catalogue;
  readonly live: Catalogue;
  readonly contract: Contract;
  /** The inverse that the author wrote beside the statement of this finding. */
  restoreOf(finding: Finding, column: string): Restore | null;
  /** `CREATE FUNCTION …` of the old schema by object id. */
  readonly definitions: ReadonlyMap<number, string>;
  /** Whether a generated column may be offered at all: false once one was tried and failed. */
  readonly generated: boolean;
}

/** A step, a sentence that says why there is none, or null where the step of another finding does it. */
export type Template = (finding: Finding, context: FixContext) => FixStep | string | null;
