import type { Ran, Row, Step } from '../../scratch.ts';
import type { Connection } from './engine.ts';

/** Of one batch, in characters of JSON: what crosses to the parent is held in its memory. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** Runs the steps in order. An error that is not the database's own is thrown: nothing can be said after it. */
export async function runSteps(connection: Connection, steps: readonly Step[], patienceMs: number): Promise<(Ran | null)[]> {
  const until = performance.now() + patienceMs;
  const answers: (Ran | null)[] = [];
  let failed = false;
  let size = 0;
  for (const step of steps) {
    if ((failed || performance.now() > until) && step.always !== true) {
      answers.push(null);
      continue;
    }
    const answer = await runStep(connection, step);
    size += answer.kind === 'ok' && answer.rows.length > 0 ? JSON.stringify(answer.rows).length : 0;
    answers.push(size > LARGEST_ANSWER ? TOO_LARGE : answer);
    if (answer.kind === 'ok') continue;
    failed = true;
    // A failed transaction would swallow everything after it, the canary included.
    await connection.execute('rollback');
  }
  return answers;
}

async function runStep(connection: Connection, step: Step): Promise<Ran> {
  if (step.sql.trim() === '') return { kind: 'ok', rows: [] };
  try {
    const rows: Row[] = await connection.execute(step.sql);
    return { kind: 'ok', rows: step.rows === true ? rows : [] };
  } catch (error) {
    return failureOf(error);
  }
}

const TOO_LARGE: Ran = {
  kind: 'failed',
  sqlstate: '54000',
  message: 'The answer is larger than 64 MiB, so it was not read.',
  position: null,
};

function failureOf(error: unknown): Ran {
  const { code, message, position } = error as { code?: unknown; message?: unknown; position?: unknown };
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/u.test(code)) throw error;
  // Of memory, disk or connections: that says nothing about the statement.
  if (code.startsWith('53')) throw new Error(`it ran out of what it may use (${code}: ${String(message)})`);
  const at = Number(position);
  return { kind: 'failed', sqlstate: code, message: String(message), position: Number.isInteger(at) && at > 0 ? at : null };
}
