import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BotFiles } from './bot-files.ts';

const ENTRY = new URL('./killable-bot.ts', import.meta.url);

/** Where a bot ends itself: before the effect is performed, between performing and recording it, or right after the record. */
export interface KillPoint {
  readonly kind: string;
  readonly hook: 'afterClaim' | 'afterPerform' | 'afterCommit';
}

export interface KillableBot {
  readonly pid: number;
  readonly log: () => string;
  /** Resolves when the process is gone, with the signal that ended it. */
  readonly gone: Promise<NodeJS.Signals | null>;
  /** As a crash does: nothing is flushed. */
  readonly kill: () => Promise<void>;
}

/** The real bot in a process of its own. */
export function startKillableBot({ file, env }: BotFiles, killPoint: KillPoint | null): KillableBot {
  const args = [fileURLToPath(ENTRY), file, ...(killPoint === null ? [] : [killPoint.kind, killPoint.hook])];
  const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const keep = (text: string) => {
    log += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const gone = once(child, 'exit').then(([, signal]): NodeJS.Signals | null => signal);
  return {
    pid: child.pid ?? 0,
    log: () => log,
    gone,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
