import type { Script } from '../migration.ts';
import type { Parsed, Statement } from '../parse/parsed.ts';
import type { Lost, Ran, Scratch } from '../scratch.ts';
import { planScript } from './plan-script.ts';
import { BEGIN, COMMIT, failureOf, runThrough, type ApplyOptions, type Failure } from './run-through.ts';

export type Outcome =
  | { readonly kind: 'applied' }
  /** The failures did not take effect; every other statement of the script did, each on its own, as far as it could. */
  | { readonly kind: 'partly applied'; readonly failures: readonly Failure[] }
  | Lost;

export interface Applied {
  readonly outcome: Outcome;
  /** Null where the scratch database was lost. */
  readonly parsed: Parsed | null;
  /** To the queries asked afterwards, in their order; they are asked whatever the outcome, unless it is lost. */
  readonly answers: readonly Ran[];
}

/**
 * Runs a script as its tool would. Where a statement fails and the whole is undone, the script is gone through again statement by statement, so that
 * what cannot be replayed (an extension that is not there) takes nothing else with it; only what fails then is a failure.
 */
export async function applyScript(scratch: Scratch, script: Script, options: ApplyOptions): Promise<Applied> {
  const parsed = await scratch.parse(script.sql);
  if (parsed.kind === 'lost') return { outcome: parsed, parsed: null, answers: [] };
  if (parsed.kind === 'not parsed') {
    const { answers } = await runThrough(scratch, script, [], { ...options, always: true });
    return appliedOf(answers, parsed, [{ line: parsed.line + script.firstLine - 1, sqlstate: '42601', message: parsed.message }]);
  }
  const { together, statements, outside } = planScript(script, parsed.statements);
  const notRun = outside.map((statement) =>
    failureOf(script, statement, null, 'It reads or writes outside the database, so it was not run.'),
  );

  // It must come before any query of its transaction, also one of ours.
  const setsTransaction = statements.some(({ start, end }) => /^set\s+transaction\b/iu.test(script.sql.slice(start, end)));
  const eachStatement = setsTransaction ? undefined : options.eachStatement;
  const items: Parameters<typeof runThrough>[2] = together ? [BEGIN, ...statements, COMMIT] : statements;
  const first = await runThrough(scratch, script, items, { ...options, eachStatement, always: false });
  const [stopped] = first.failures;
  if (stopped === undefined) return appliedOf(first.answers, parsed, notRun);

  eachStatement?.again();
  const { kept, rest } = together ? { kept: [], rest: statements.filter(isAlone) } : afterStop(statements, stopped.at, stopped.failure);
  const second = await runThrough(scratch, script, rest, { ...options, eachStatement, always: true });
  return appliedOf(second.answers, parsed, [...notRun, ...kept, ...second.failures.map(({ failure }) => failure)]);
}

/** Where a script that is not one transaction goes on: behind the statement that failed, or at the beginning of the transaction that it undid. */
function afterStop(statements: readonly Statement[], at: number, failure: Failure): { kept: Failure[]; rest: Statement[] } {
  const before = statements.slice(0, at);
  const opened = before.findLastIndex(({ manner }) => manner === 'begin');
  const ended = before.findLastIndex(({ manner }) => manner === 'end');
  const isOpen = opened > ended;
  const rest = statements
    .slice(isOpen ? opened : at + 1)
    .filter((statement) => statement.manner !== 'begin' && statement.manner !== 'end' && isAlone(statement));
  return { kept: isOpen ? [] : [failure], rest };
}

/** PostgreSQL refuses locks and savepoints outside a transaction, and they leave nothing behind. */
function isAlone({ node, manner }: Statement): boolean {
  return node !== 'LockStmt' && !(node === 'TransactionStmt' && manner === 'ordinary');
}

function appliedOf(answers: readonly Ran[], parsed: Parsed, failures: readonly Failure[]): Applied {
  const lost = answers.find((answer) => answer.kind === 'lost');
  if (lost?.kind === 'lost') return { outcome: lost, parsed, answers: [] };
  const inOrder = failures.toSorted((one, other) => one.line - other.line);
  return { outcome: inOrder.length === 0 ? { kind: 'applied' } : { kind: 'partly applied', failures: inOrder }, parsed, answers };
}
