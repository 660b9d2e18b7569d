import { found } from '../diff/found.ts';
import type { Finding, FindingCode, Severity } from '../finding.ts';
import { explains, failureOf, isAboutSchema, proofOf } from './evidence.ts';
import type { Failure } from './evidence.ts';
import { identifier } from './quote.ts';
import type { Executed } from './statement.ts';

/** Findings about what an insert must name: a trigger may fill it all the same, and then the insert passes. */
const FILLED: ReadonlySet<string> = new Set(['REQUIRED_COLUMN_ADDED', 'NOT_NULL_SET', 'DEFAULT_DROPPED_REQUIRED']);

/**
 * The findings, with what the statements showed on the new schema: each was accepted by the old one. A failure is put to the finding that
 * explains it, which may make it worse; one that nothing explains is a finding of its own. A passed insert takes back what it refutes.
 */
export function judge(findings: readonly Finding[], executed: readonly Executed[]): Finding[] {
  const failures = executed.flatMap(failureOf);
  const proved = findings
    .map((finding) => withProof(finding, failures))
    .map((finding) => unlessRefuted(finding, executed))
    .map((finding) => unlessAnswered(finding, executed))
    .map((finding) => withInsert(finding, failures));
  return [...proved, ...unexplained(proved, failures), ...unanswered(executed)];
}

function withProof(finding: Finding, failures: readonly Failure[]): Finding {
  const proof = proofOf(finding, failures);
  if (!proof) return finding;
  const failing = { statement: proof.text, sqlstate: proof.sqlstate, message: proof.message };
  const harmless = finding.severity === 'conditional' || finding.severity === 'note';
  const severity = harmless && proof.use === 'ordinary' ? severityOf(proof.sqlstate) : finding.severity;
  return { ...finding, severity, sqlstate: proof.sqlstate, failing };
}

/** An insert that fails for another reason first proves all the same that it fails. */
function withInsert(finding: Finding, failures: readonly Failure[]): Finding {
  if (finding.severity !== 'hard' || finding.failing !== null || !FILLED.has(finding.code)) return finding;
  const proof = failures.find(
    ({ object, use, text }) => use === 'ordinary' && text.startsWith('insert into ') && finding.object.startsWith(`${object}.`),
  );
  if (proof === undefined) return finding;
  return { ...finding, failing: { statement: proof.text, sqlstate: proof.sqlstate, message: proof.message } };
}

/** A refused value is a matter of the data; anything else fails always. */
function severityOf(sqlstate: string): Severity {
  return /^(?:22|23|44|P0)/.test(sqlstate) ? 'data' : 'hard';
}

function unlessRefuted(finding: Finding, executed: readonly Executed[]): Finding {
  if (finding.severity !== 'hard' || finding.failing || !FILLED.has(finding.code)) return finding;
  const passed = executed.some(({ statement, way, outcome }) => {
    const column = finding.object.slice(statement.object.length + 1);
    const isInsert = finding.object === `${statement.object}.${column}` && statement.part === null && way.text.startsWith('insert into ');
    return isInsert && outcome.kind === 'passed' && !way.text.includes(identifier(column));
  });
  if (!passed) return finding;
  return {
    ...finding,
    severity: 'conditional',
    message: `${finding.message.replace(/\.$/, '')}; on the scratch database one did not, because something fills it.`,
  };
}

/** Another function of the name may take the same call. */
function unlessAnswered(finding: Finding, executed: readonly Executed[]): Finding {
  if (finding.code !== 'FUNCTION_DROPPED' || finding.severity !== 'hard' || finding.failing) return finding;
  const passed = executed.some(({ statement, outcome }) => statement.object === finding.object && outcome.kind === 'passed');
  if (!passed) return finding;
  const message = `${finding.message.replace(/\.$/, '')}; a call of it still runs, because another function takes it.`;
  return { ...finding, severity: 'conditional', message };
}

function unexplained(findings: readonly Finding[], failures: readonly Failure[]): Finding[] {
  const left = failures.filter((failure) => !findings.some((finding) => explains(finding, failure)));
  return [...Map.groupBy(left, (failure) => `${failure.object} ${failure.use}`).values()].flatMap(([failure]) => {
    if (!failure) return [];
    const severity = failure.use === 'ordinary' ? severityOf(failure.sqlstate) : 'conditional';
    const message = `A statement on ${failure.object} that the old schema took is refused: ${failure.message}`;
    const finding = found(CODES[failure.sqlstate] ?? 'STATEMENT_FAILED', failure.object, message, { severity, sqlstate: failure.sqlstate });
    return [{ ...finding, failing: { statement: failure.text, sqlstate: failure.sqlstate, message: failure.message } }];
  });
}

/** What only whole statements show. */
const CODES: Readonly<Record<string, FindingCode>> = { '42702': 'AMBIGUOUS_COLUMN', '42601': 'ROW_SHAPE' };

/** One that died or ran out of something says neither yes nor no. */
function unanswered(executed: readonly Executed[]): Finding[] {
  return executed
    .flatMap(({ statement: { object }, outcome }) => {
      if (outcome.kind === 'lost') return [{ object, why: outcome.why }];
      return outcome.kind === 'failed' && !isAboutSchema(outcome.sqlstate) ? [{ object, why: outcome.message }] : [];
    })
    .slice(0, 1)
    .map(({ object, why }) => found('OPAQUE', object, `Old statements could not all be tried, the first on ${object}: ${why}`));
}
