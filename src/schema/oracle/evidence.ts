import { FACTS } from '../diff/facts.ts';
import type { Finding } from '../finding.ts';
import type { Executed, Statement } from './statement.ts';

/** A statement of the old code that the new schema refuses. */
export interface Failure {
  readonly object: string;
  readonly part: string | null;
  readonly use: Statement['use'];
  readonly text: string;
  readonly sqlstate: string;
  readonly message: string;
}

export function failureOf({ statement, way, outcome }: Executed): Failure[] {
  if (outcome.kind !== 'failed' || !isAboutSchema(outcome.sqlstate)) return [];
  return [
    {
      object: statement.object,
      part: statement.part,
      use: statement.use,
      text: way.text,
      sqlstate: outcome.sqlstate,
      message: outcome.message,
    },
  ];
}

/** Not the server's own trouble: connection, transaction, resources, shutdown, system, internal error. */
export function isAboutSchema(sqlstate: string): boolean {
  return !/^(?:08|25|40|53|57|58|XX)/.test(sqlstate);
}

/** The failure that shows a finding best: of its own kind, about its own column or constraint, in the fewest words. */
export function proofOf(finding: Finding, failures: readonly Failure[]): Failure | undefined {
  return failures
    .filter((failure) => shows(finding, failure))
    .sort((one, other) => rank(finding, one) - rank(finding, other) || one.text.length - other.text.length)[0];
}

function rank(finding: Finding, failure: Failure): number {
  return (failure.sqlstate === finding.sqlstate ? 0 : 2) + (failure.use === 'ordinary' ? 0 : 1);
}

function shows(finding: Finding, failure: Failure): boolean {
  const inside = partOf(finding.object, failure.object);
  // A note says that nothing is refused: what refutes it is what its kind is usually refused with.
  if (finding.severity === 'note' && failure.part === inside && failure.part !== null)
    return failure.sqlstate === FACTS[finding.code].sqlstate;
  if (inside === null) return finding.sqlstate === failure.sqlstate && names(failure.message, localName(finding.object));
  if (inside === '') return failure.sqlstate === finding.sqlstate || finding.code === 'SCHEMA_DROPPED';
  if (failure.part === inside) return finding.sqlstate === failure.sqlstate || finding.code.startsWith('TYPE_');
  if (finding.code.startsWith('TRIGGER_')) return failure.sqlstate === 'P0001';
  if (finding.code === 'POLICY_CHANGED') return failure.sqlstate === '42501';
  return names(failure.message, inside) && finding.sqlstate === failure.sqlstate;
}

/** Whether a failure is no news beside this finding. */
export function explains(finding: Finding, failure: Failure): boolean {
  if (shows(finding, failure)) return true;
  const breaks = finding.severity === 'hard' || finding.severity === 'data';
  return breaks && partOf(finding.object, failure.object) !== null;
}

/** What of `object` a finding is about: a column, a constraint, all of it (empty), or nothing (null). A schema is about all that is in it. */
function partOf(finding: string, object: string): string | null {
  if (finding === object || object.startsWith(`${finding}.`)) return '';
  return finding.startsWith(`${object}.`) || finding.startsWith(`${object}/`) ? finding.slice(object.length + 1) : null;
}

function localName(object: string): string {
  return object.replace(/\(.*$/, '').split('.').at(-1) ?? object;
}

function names(message: string, name: string): boolean {
  return message.includes(`"${name}"`) || message.includes(`.${name}"`) || message.includes(`.${name} `) || message.includes(`.${name}(`);
}
