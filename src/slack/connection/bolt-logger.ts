import type { Logger } from 'pino';
import { LogLevel, type Logger as BoltLogger } from '@slack/bolt';

const LONGEST = 500;
const TOKEN = /\bx(?:app|ox[a-z])-[\w-]+/g;

/**
 * Bolt's own log lines through pino. Never below `info`: Bolt's debug lines carry whole payloads, `response_url` included.
 * Bolt passes errors as further arguments, which pino would drop; of an error nothing is kept but what it says and where.
 */
export function boltLogger(logger: Logger): BoltLogger {
  const quiet = logger.child({ part: 'bolt' });
  const write = (level: 'info' | 'warn' | 'error', parts: readonly unknown[]) => {
    const error = parts.find((part) => part instanceof Error);
    const said = parts.filter((part) => typeof part === 'string').join(' ');
    quiet[level]({ ...(error === undefined ? {} : { error: described(error) }), said: clean(said) }, 'Bolt says');
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

/** Errors of the Web API carry whole requests and answers in fields of their own. */
function described({ name, message, stack }: Error): object {
  return { name, message: clean(message), stack: stack === undefined ? undefined : stack.replaceAll(TOKEN, '[redacted]') };
}

function clean(text: string): string {
  return text.replaceAll(TOKEN, '[redacted]').slice(0, LONGEST);
}
