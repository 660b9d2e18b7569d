import type { ChildProcess } from 'node:child_process';
import type { Lost } from '../scratch.ts';
import { MEMORY_SIGNAL } from './memory-signal.ts';
import type { Order, Reply } from './messages.ts';

/** What the parent has with its scratch process: one order at a time, each answered within its deadline or never. */
export interface Correspondence {
  send(order: Order, withinMs: number): Promise<Reply | Lost>;
  /** Whether it will answer nothing more. */
  isLost(): boolean;
  /** Stops the process, in the middle of an order too. */
  lose(why: string): void;
  end(): Promise<void>;
}

/** Once an answer is late, missing or `broken`, the process is killed and everything after is lost for the same reason. */
export function correspond(child: ChildProcess, memoryMb: number): Correspondence {
  let lost: Lost | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let complaints = '';
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(describeEnd(code, signal, memoryMb, complaints)));
    child.once('error', (error) => resolve(`The scratch process could not be started: ${error.message}`));
  });
  // One listener for the whole life: a promise keeps every one that ever waited for it, with its order.
  const ending: Ending = { why: null, hear: null };
  void gone.then((why) => {
    ending.why ??= why;
    ending.hear?.(ending.why);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString()}`.slice(-2000);
  });

  async function exchange(order: Order, withinMs: number): Promise<Reply | Lost> {
    if (lost !== null) return lost;
    const reply = await answerTo(child, ending, order, withinMs);
    if (reply.kind !== 'lost' && reply.kind !== 'broken') return reply;
    lost = { kind: 'lost', why: reply.why };
    child.kill('SIGKILL');
    return lost;
  }

  return {
    lose: (why) => {
      ending.why ??= why;
      ending.hear?.(why);
      child.kill('SIGKILL');
    },
    send: (order, withinMs) => {
      const answer = turn.then(() => exchange(order, withinMs));
      turn = answer;
      return answer;
    },
    isLost: () => lost !== null || ending.why !== null,
    end: async () => {
      lost ??= { kind: 'lost', why: 'The scratch database was closed.' };
      child.kill('SIGKILL');
      await gone;
    },
  };
}

interface Ending {
  /** Null while the process lives. */
  why: string | null;
  hear: ((why: string) => void) | null;
}

function answerTo(child: ChildProcess, ending: Ending, order: Order, withinMs: number): Promise<Reply | Lost> {
  return new Promise((resolve) => {
    const settle = (answer: Reply | Lost): void => {
      clearTimeout(clock);
      if (ending.hear === gone) ending.hear = null;
      child.off('message', hear);
      resolve(answer);
    };
    const hear = (message: unknown): void =>
      settle(isReply(message) ? message : { kind: 'lost', why: 'The scratch process gave an answer that cannot be read.' });
    const clock = setTimeout(() => {
      settle({ kind: 'lost', why: `The scratch database did not answer within ${withinMs} ms and was stopped.` });
    }, withinMs);
    child.on('message', hear);
    const gone = (why: string): void => settle({ kind: 'lost', why });
    ending.hear = gone;
    if (ending.why !== null) settle({ kind: 'lost', why: ending.why });
    else if (child.connected)
      child.send(order, (error) => void (error && settle({ kind: 'lost', why: `The scratch process is gone: ${error.message}` })));
  });
}

function isReply(message: unknown): message is Reply {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    ['opened', 'left', 'ran', 'parsed', 'broken'].includes(String(message.kind))
  );
}

function describeEnd(code: number | null, signal: string | null, memoryMb: number, complaints: string): string {
  if (signal === MEMORY_SIGNAL) return `The scratch database needed more than ${memoryMb} MB of memory and was stopped.`;
  const said = complaints.trim().split('\n').at(-1) ?? '';
  return `The scratch process ended (${signal ?? `exit code ${code}`})${said === '' ? '' : `: ${said}`}.`;
}
