import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SwitchbackError } from '#domain/errors.ts';
import type { PostgresOptions } from '#src/providers/postgres/options.ts';
import type { FingerprintSpan, JudgeSpan } from '#src/schema/verdict/judge-span.ts';
import type { Order, Reply } from './messages.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const MOST_MEMORY_MB = 1_024;
/** Of what it said before it ended, which is for the log and not for people in a hurry. */
const LONGEST_COMPLAINT = 2_000;

export interface JudgeSettings {
  /** `pglite`, or the URL of a PostgreSQL server for the scratch database. */
  readonly engine: string;
  readonly database: PostgresOptions | null;
  readonly now: () => number;
}

/** The verdict in a process of its own: what it takes in memory and time is not the bot's, and its end takes nothing with it. */
export function createJudge({ engine, database, now }: JudgeSettings): {
  readonly judge: JudgeSpan;
  readonly fingerprint: FingerprintSpan;
} {
  return {
    async judge(question, signal) {
      const reply = await ask({ kind: 'judge', question, engine, database, now: now() }, signal);
      if (reply.kind === 'judged') return reply.report;
      throw broken(`it answered ${reply.kind}`);
    },
    async fingerprint(question, signal) {
      const reply = await ask({ kind: 'fingerprint', question, engine, database, now: now() }, signal);
      if (reply.kind === 'fingerprinted') return reply.fingerprints;
      throw broken(`it answered ${reply.kind}`);
    },
  };
}

/**
 * @throws SwitchbackError what the worker refused with; `provider_unavailable` where it did not end well, or was stopped
 */
async function ask(order: Order, signal: AbortSignal): Promise<Exclude<Reply, { kind: 'refused' }>> {
  const { code, stdout, stderr } = await run(JSON.stringify(order), signal);
  if (signal.aborted) throw broken('it was stopped, because its time was over');
  if (code !== 0)
    throw broken(`its process ended with ${code === null ? 'a signal' : `exit code ${code}`}`, stderr.trim().slice(-LONGEST_COMPLAINT));
  const reply = replyIn(stdout);
  if (reply.kind === 'refused') throw new SwitchbackError(reply.code, reply.message);
  return reply;
}

function replyIn(stdout: string): Reply {
  try {
    return JSON.parse(stdout) as Reply;
  } catch {
    throw broken('it ended before it had answered');
  }
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(input: string, signal: AbortSignal): Promise<Ended> {
  return new Promise((settle, reject) => {
    // Git wants a home and a path; nothing else of ours is handed on.
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    const child = spawn(process.execPath, [`--max-old-space-size=${MOST_MEMORY_MB}`, WORKER], {
      env,
      signal,
      stdio: 'pipe',
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error) =>
      error.name === 'AbortError' ? null : reject(broken(`its process could not be started: ${error.message}`)),
    );
    child.on('close', (code) => settle({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
    // A worker that ends before it has read everything says why itself.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function broken(why: string, said = ''): SwitchbackError {
  return new SwitchbackError('provider_unavailable', `The schema was not judged: ${why}. Look at the migrations by hand, or try again.`, {
    ...(said !== '' && { cause: new Error(said) }),
  });
}
