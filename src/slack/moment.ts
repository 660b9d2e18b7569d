import { inUtc } from '#domain/instant.ts';

/** A time in the reader's own time zone, UTC where the client cannot. `at` in milliseconds since the epoch. */
export function moment(at: number): string {
  return `<!date^${Math.floor(at / 1000)}^{time_secs}|${inUtc(at, 'second')}>`;
}
