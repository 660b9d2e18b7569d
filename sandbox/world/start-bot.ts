import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = new URL('../../src/main.ts', import.meta.url);
const STOP_WITHIN_MS = 10_000;

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

/** The real bot in a process of its own, exactly as `npm start` runs it. */
export function startBotProcess(env: Readonly<Record<string, string>>): RunningBot {
  const child = spawn(process.execPath, [fileURLToPath(MAIN)], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => (typeof code === 'number' ? code : null));
  let log = '';
  const keep = (text: string) => {
    log = (log + text).slice(-65_536);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  void exited.then(() => process.removeListener('exit', killOnExit));

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
