import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SwitchbackError } from '#domain/errors.ts';
import { holds } from '#src/schema/scratch/holds.ts';
import { codeCache } from './code-cache.ts';
import type { Order, Reply } from './messages.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const MOST_MEMORY_MB = 1_024;
/** Of what it said before it ended, which is for the log and not for people in a hurry. */
const LONGEST_COMPLAINT = 2_000;

/** Processes that judge schemas: what that takes in memory and time is not the bot's, and their end takes nothing with it. */
export interface Workers {
  /**
   * The process that is kept answers one question at a time, and is warm from the last one; a question that comes meanwhile gets a process of its own.
   *
   * @throws SwitchbackError what the worker refused with; `provider_unavailable` where it did not end well, or was stopped
   */
  ask(order: Order, signal: AbortSignal): Promise<Exclude<Reply, { kind: 'refused' }>>;
  /** Ends all of them; what they were asked is refused. */
  stop(): void;
}

interface Worker {
  isGone(): boolean;
  /** Throws one that says why where the process is gone or `signal` was aborted, which ends it. */
  ask(order: Order, signal: AbortSignal): Promise<Reply>;
  end(): void;
}

/** @param engine as for `openScratch`; the process that is kept starts at once and makes it ready */
export function createWorkers(engine: string): Workers {
  let idle: Worker | null = startWorker(engine);
  const all = new Set([idle]);
  let isOver = false;

  return {
    ask: async (order, signal) => {
      const worker = idle === null || idle.isGone() ? startWorker(engine) : idle;
      idle = null;
      all.add(worker);
      try {
        const reply = await worker.ask(order, signal);
        if (idle === null && !isOver) idle = worker;
        if (reply.kind === 'refused') throw new SwitchbackError(reply.code, reply.message);
        return reply;
      } finally {
        if (idle !== worker) {
          worker.end();
          all.delete(worker);
        }
      }
    },
    stop: () => {
      isOver = true;
      for (const worker of all) worker.end();
    },
  };
}

function startWorker(engine: string): Worker {
  const child = fork(WORKER, [engine], {
    // Git wants a home and a path; nothing else of ours is handed on.
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_COMPILE_CACHE: codeCache() },
    execArgv: [`--max-old-space-size=${MOST_MEMORY_MB}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-LONGEST_COMPLAINT);
  });
  const gone = new Promise<SwitchbackError>((resolve) => {
    child.once('error', (error) => resolve(broken(`its process could not be started: ${error.message}`)));
    child.once('exit', (code) =>
      resolve(broken(`its process ended with ${code === null ? 'a signal' : `exit code ${code}`}`, said.trim())),
    );
  });
  holds(child, false);
  return {
    isGone: () => child.exitCode !== null || child.signalCode !== null || !child.connected,
    ask: async (order, signal) => {
      holds(child, true);
      try {
        return await answerOf(child, gone, order, signal);
      } finally {
        holds(child, false);
      }
    },
    end: () => void child.kill('SIGKILL'),
  };
}

function answerOf(child: ChildProcess, gone: Promise<SwitchbackError>, order: Order, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      child.kill('SIGKILL');
      reject(broken('it was stopped, because its time was over'));
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    child.once('message', (reply: Reply) => {
      signal.removeEventListener('abort', stop);
      resolve(reply);
    });
    void gone.then(reject);
    child.send(order, (error) => void (error && reject(broken(`its process is gone: ${error.message}`))));
  });
}

function broken(why: string, said = ''): SwitchbackError {
  return new SwitchbackError('provider_unavailable', `The schema was not judged: ${why}. Look at the migrations by hand, or try again.`, {
    ...(said !== '' && { cause: new Error(said) }),
  });
}
