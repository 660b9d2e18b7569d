import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Nobody waits for it but a child that hangs: on a busy machine a database takes long to start. */
const START_DEADLINE_MS = 180_000;
const STOP_DEADLINE_MS = 5_000;

export interface Child {
  /** Loopback port that the child said it listens on. */
  readonly port: number;
  /** Resolves when the process is gone. Calling it again is harmless. */
  readonly stop: () => Promise<void>;
  /** The same at once, without letting it end its work. */
  readonly kill: () => Promise<void>;
  /** The last 16 KiB that the child wrote to its standard error, for diagnosis. */
  readonly stderr: () => string;
}

/**
 * Runs a Node script that calls `listenForParent`. It sees only `env`, never this process's own environment,
 * and it lives in a process group of its own: it ends when its standard input closes, so also when this process is killed.
 */
export async function startChild(script: URL, env: Readonly<Record<string, string>>): Promise<Child> {
  const child = spawn(process.execPath, [fileURLToPath(script)], { env: { ...env }, stdio: 'pipe', detached: true });
  const exited = once(child, 'exit');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-16_384);
  });
  // The child may be gone when its standard input is closed; its exit is what counts.
  child.stdin.on('error', () => {});

  async function stop(): Promise<void> {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await exited;
    clearTimeout(timer);
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await exited;
  }

  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    exited.then(() => null),
    delay(START_DEADLINE_MS, null, { ref: false }),
  ]);
  const port = line === null ? Number.NaN : Number(line);
  if (!Number.isInteger(port)) {
    await stop();
    throw new Error(`${script.pathname} did not start: ${stderr.trim() || 'it said nothing'}`);
  }
  return { port, stop, kill, stderr: () => stderr };
}
