import { inUtc } from '#domain/instant.ts';

/** The same as `moment` where it may be another day. `at` in milliseconds since the epoch. */
export function dayAndTime(at: number): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${inUtc(at, 'day')}>`;
}
