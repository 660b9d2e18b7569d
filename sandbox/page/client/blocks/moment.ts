import { h, type Markup } from '../markup/h.ts';
import type { Reader } from '../reader.ts';

/** What a `Date` can hold. */
const LATEST = 8.64e15;
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric' };
const FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', ...DAY },
  date_short: { year: 'numeric', month: 'short', ...DAY },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', ...DAY },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};

/** Slack's `<!date^seconds^format|fallback>` in the reader's own time zone. */
export function moment(seconds: string, format: string, fallback: string, reader: Reader): Markup | string {
  const at = Number(seconds) * 1000;
  if (!/^\d+$/.test(seconds) || at > LATEST) return fallback;
  const text = format.replaceAll(/\{(\w+)\}/g, (token, name: string) => written(at, name, reader) ?? token);
  return h('time', { datetime: new Date(at).toISOString(), title: fallback }, text);
}

export function clockTime(at: number, reader: Reader): string {
  return written(at, 'time', reader) ?? '';
}

export function clockSeconds(at: number, reader: Reader): string {
  return written(at, 'time_secs', reader) ?? '';
}

/** How long ago, in one unit: `just now`, `40 s ago`, `3 min ago`, `2 h ago`, `5 days ago`. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

function written(at: number, name: string, { now, locale, timeZone }: Reader): string | null {
  if (name === 'ago') return ago(at, now);
  const day = name.endsWith('_pretty') ? nearbyDay(at, now, locale, timeZone) : null;
  if (day !== null) return day;
  const options = FORMATS[name.replace('_pretty', '')];
  if (options === undefined) return null;
  return new Intl.DateTimeFormat(locale, timeZone === undefined ? options : { ...options, timeZone }).format(at);
}

function nearbyDay(at: number, now: number, locale: string | undefined, timeZone: string | undefined): string | null {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'short', ...(timeZone === undefined ? {} : { timeZone }) });
  const day = format.format(at);
  if (day === format.format(now)) return 'today';
  if (day === format.format(now - 86_400_000)) return 'yesterday';
  return day === format.format(now + 86_400_000) ? 'tomorrow' : null;
}
