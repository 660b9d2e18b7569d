import { cutText } from '#domain/cut-text.ts';

/** `0`, `0.07`, `0.7`, `24`: two digits that mean something, never a false zero. */
export function rate(value: number): string {
  if (value === 0) return '0';
  if (value < 0.01) return 'under 0.01';
  return value < 10 ? String(Number(value.toPrecision(2))) : String(Math.round(value));
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  return `${(ms / 60_000).toFixed(1)} min`;
}

export function odds(value: number): string {
  return value >= 1_000_000 ? 'more than 1000000:1' : `${Math.floor(value)}:1`;
}

export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** Text from outside, on one line, cut. Not escaped. */
export function quoted(text: string, most = 80): string {
  return cutText(text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim(), most);
}
