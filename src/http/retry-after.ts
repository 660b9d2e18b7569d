/** What is told to others ends here: a date in another century is a mistake, and nothing waits for it. */
const LONGEST_MS = 24 * 60 * 60_000;

/** Milliseconds from `Retry-After`, which is seconds or a date; a date is compared with the vendor's own clock where it is told. */
export function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return within(Number(value) * 1000);
  if (!/\d GMT$/.test(value)) return null;
  const date = Date.parse(value);
  const told = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? null : within(date - (Number.isNaN(told) ? Date.now() : told));
}

function within(ms: number): number {
  return Math.min(LONGEST_MS, Math.max(0, ms));
}
