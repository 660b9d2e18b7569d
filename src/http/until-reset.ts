/**
 * Milliseconds until the moment that a header names in seconds since the epoch (`x-ratelimit-reset` and its like). Both clocks in the sum are
 * the vendor's own, so a skewed clock here cannot stretch or skip the wait.
 */
export function untilReset(headers: Headers, name: string): number | null {
  const reset = Number(headers.get(name) ?? Number.NaN) * 1000;
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(reset) || Number.isNaN(date) ? null : Math.max(0, reset - date);
}
