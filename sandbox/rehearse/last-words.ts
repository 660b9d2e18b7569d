import { z } from 'zod';

const Line = z.looseObject({ level: z.number(), msg: z.string(), err: z.looseObject({ message: z.string() }).optional() });
const MOST = 12;

/** The end of a bot's log as a person reads it: what it said, without stacks. Empty where there is nothing. */
export function lastWords(log: string): string {
  const lines = log.split('\n').flatMap(wordsOf).slice(-MOST);
  return lines.length === 0 ? '' : `\n\nThe end of the bot's log:\n${lines.join('\n')}`;
}

function wordsOf(line: string): string[] {
  const read = Line.safeParse(parsed(line));
  if (!read.success || read.data.msg === 'effect done') return [];
  const { msg, err, ...data } = read.data;
  const { level, time: _time, pid: _pid, hostname: _hostname, ...more } = data;
  const rest = Object.keys(more).length === 0 ? '' : ` ${JSON.stringify(more)}`;
  return [`  ${level >= 50 ? 'error' : level >= 40 ? 'warning' : 'info'}: ${msg}${err === undefined ? '' : `: ${err.message}`}${rest}`];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
