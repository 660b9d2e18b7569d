import type { Logger } from 'pino';
import { LogLevel } from '@slack/bolt';

type BoltLogger = {
  debug(...message: unknown[]): void;
  info(...message: unknown[]): void;
  warn(...message: unknown[]): void;
  error(...message: unknown[]): void;
  setLevel(level: LogLevel): void;
  getLevel(): LogLevel;
  setName(name: string): void;
};

/**
 * Bolt's own log lines through pino. Never below `info`: Bolt's debug lines carry whole payloads, `response_url` included.
 * Bolt passes errors as further arguments, which pino would drop.
 */
export function boltLogger(logger: Logger): BoltLogger {
  const quiet = logger.child({ part: 'bolt' });
  const write = (level: 'info' | 'warn' | 'error', parts: readonly unknown[]) => {
    const err = parts.find((part) => part instanceof Error);
    const said = parts
      .filter((part) => !(part instanceof Error))
      .map(String)
      .join(' ');
    quiet[level]({ ...(err === undefined ? {} : { err }), said }, 'Bolt says');
  };
  return {
    debug: () => {},
    info: (...parts) => write('info', parts),
    warn: (...parts) => write('warn', parts),
    error: (...parts) => write('error', parts),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
