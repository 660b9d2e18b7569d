import type { Script, Tool } from '../migration.ts';
import type { Statement } from '../parse/parsed.ts';
import type { Lost, Ran, Scratch, Step } from '../scratch.ts';
import { freshSession } from './ground.ts';
import { inOneMessage } from './in-one-message.ts';

/** A statement that did not take effect. `line` is the line of the file. */
export interface Failure {
  readonly line: number;
  /** Null for one that was not run, because it talks to files, programs or the client. */
  readonly sqlstate: string | null;
  readonly message: string;
}

export interface ApplyOptions {
  readonly tool: Tool;
  /** Asked after the script in the same round trip: a catalogue query. It is asked whatever became of the script, unless the database is lost. */
  readonly ask: readonly string[];
  readonly eachStatement?: EachStatement | undefined;
}

/** Asked after each statement that took effect, inside its transaction. It costs a round trip for each statement. */
export interface EachStatement {
  readonly ask: readonly string[];
  /** Of which statements it is asked; of all where it is absent. */
  readonly about?: (statement: Statement) => boolean;
  readonly hear: (statement: Statement, answers: readonly Ran[]) => unknown;
  /** Some of what was heard has been undone, and more of it is heard again: forget what was heard of this script. */
  readonly again: () => void;
}

/** The transaction that a tool puts around a script. */
export const BEGIN = 'begin';
export const COMMIT = 'commit';
type Item = Statement | typeof BEGIN | typeof COMMIT;

export interface RunThrough {
  /** With the place of each in the items. */
  readonly failures: readonly { readonly at: number; readonly failure: Failure }[];
  /** To the questions; also the answer by which the database was lost. Empty where an item failed and nothing was to run after it. */
  readonly answers: readonly Ran[];
}

/** Runs the items in order, up to the first that fails unless `always`, and then asks the questions in a fresh session. */
export async function runThrough(
  scratch: Scratch,
  script: Script,
  items: readonly Item[],
  { tool, ask, eachStatement, always }: ApplyOptions & { readonly always: boolean },
): Promise<RunThrough> {
  const ran = eachStatement === undefined ? [] : await runOneByOne(scratch, script, items, eachStatement, always);
  const stopped = !always && ran.some((answer) => answer?.kind !== 'ok');
  const steps = eachStatement === undefined ? stepsOf(script, items, always) : [];
  const questions = stopped ? [] : ask.map((sql): Step => ({ sql, rows: true, ...(always ? { always } : {}) }));
  const answers = await scratch.runAll([...steps, ...freshSession(tool), ...questions]);

  const all = [...ran, ...answers.slice(0, steps.length)];
  const last = items.findLast((item) => typeof item !== 'string');
  const failures = all.flatMap((answer, at) => {
    if (answer?.kind !== 'failed') return [];
    const item = items[at];
    const statement = typeof item === 'object' ? item : last;
    return statement === undefined ? [] : [{ at, failure: failureOf(script, statement, answer.sqlstate, answer.message) }];
  });
  const fresh = answers.slice(steps.length, answers.length - questions.length);
  const lost = [...all, ...answers].find((answer) => answer?.kind === 'lost') ?? lostBy('A new session could not be had', fresh);
  const asked = answers.slice(answers.length - questions.length).filter((answer) => answer !== null);
  return { failures, answers: lost ? [lost] : asked };
}

async function runOneByOne(
  scratch: Scratch,
  script: Script,
  items: readonly Item[],
  each: EachStatement,
  always: boolean,
): Promise<(Ran | null)[]> {
  const ran: (Ran | null)[] = [];
  const isAbout = (statement: Statement): boolean => each.about?.(statement) ?? true;
  for (const item of items) {
    const questions = typeof item === 'string' || !isAbout(item) ? [] : each.ask.map((sql): Step => ({ sql, rows: true }));
    const [answer, ...answers] = await scratch.runAll([stepOf(script, item, always), ...questions]);
    // A question that fails has undone the transaction, and with it statements that are not run again.
    const lost = answer?.kind === 'ok' ? lostBy('A question after a statement failed', answers) : null;
    ran.push(lost ?? answer ?? null);
    if (lost !== null || answer?.kind === 'lost' || (answer?.kind === 'failed' && !always)) return ran;
    const heard = answers.filter((one) => one !== null);
    if (answer?.kind === 'ok' && typeof item !== 'string' && isAbout(item)) await each.hear(item, heard);
  }
  return ran;
}

function lostBy(what: string, answers: readonly (Ran | null)[]): Lost | null {
  const failed = answers.find((answer) => answer?.kind === 'failed');
  return failed?.kind === 'failed' ? { kind: 'lost', why: `${what}, so the replay was stopped: ${failed.message}.` } : null;
}

/** Of a transaction that is undone as a whole nobody asks which of its statements failed. */
function stepsOf(script: Script, items: readonly Item[], always: boolean): Step[] {
  const isWhole = !always && items[0] === BEGIN && items.at(-1) === COMMIT;
  return isWhole
    ? inOneMessage(items.map((item) => sqlOf(script, item))).map((sql) => ({ sql }))
    : items.map((item) => stepOf(script, item, always));
}

function stepOf(script: Script, item: Item, always: boolean): Step {
  return { sql: sqlOf(script, item), ...(always ? { always } : {}) };
}

function sqlOf(script: Script, item: Item): string {
  return typeof item === 'string' ? item : script.sql.slice(item.start, item.end);
}

export function failureOf(script: Script, statement: Statement, sqlstate: string | null, message: string): Failure {
  return { line: script.firstLine + statement.line - 1, sqlstate, message };
}
