import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = new URL('../../src/main.ts', import.meta.url);
const END_WITH_PARENT = new URL('./end-with-parent.ts', import.meta.url);
const STOP_WITHIN_MS = 1_000;

export interface RunningBot {
  readonly pid: number;
  /** The end of what it logged, for diagnosis. */
  readonly log: () => string;
  /** Resolves with the code that it ended with, null where a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<void>;
  /** As a crash does: nothing is flushed. */
  readonly kill: () => Promise<void>;
}

/** The real bot in a process of its own, as `npm start` runs it; it ends when this process ends, also when that is killed. */
export function startBotProcess(env: Readonly<Record<string, string>>): RunningBot {
  const child = spawn(process.execPath, [`--import=${END_WITH_PARENT.href}`, fileURLToPath(MAIN)], {
    env: { ...env },
    stdio: 'pipe',
    // A group of its own: Ctrl-C in the terminal reaches us first, and we end it in our order.
    detached: true,
  });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => (typeof code === 'number' ? code : null));
  let log = '';
  const keep = (text: string) => {
    log = (log + text).slice(-65_536);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);

  return {
    pid: child.pid ?? 0,
    log: () => log,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(timer);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
