/**
 * A moment inside a sentence stands there as ISO 8601 in UTC, which a file or a journal keeps as it is. Whoever shows the sentence to
 * a person writes it in that person's own zone, or with the name of the zone.
 */
const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z/g;

type Precision = 'second' | 'day';

/** What is read among what happened just now needs no day. */
const SAME_DAY_MS = 12 * 3_600_000;

/** `2026-11-20T14:02:31Z`: shown with its seconds and without its day. `at` in milliseconds since the epoch. */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-20T14:02Z`: shown with its day and without its seconds. */
export function dayInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

/** The one of the two that tells enough at `now`. */
export function instantSeen(at: number, now: number): string {
  return Math.abs(now - at) < SAME_DAY_MS ? instant(at) : dayInstant(at);
}

/** The sentence with each moment as `show` writes it, or as it stands where that is null. */
export function withInstants(text: string, show: (at: number, precision: Precision) => string | null): string {
  return text.replaceAll(INSTANT, (iso: string, seconds: string | undefined) => {
    const at = Date.parse(iso);
    return Number.isNaN(at) ? iso : (show(at, seconds === undefined ? 'day' : 'second') ?? iso);
  });
}

/** `14:02:31 UTC` or `2026-11-20 14:02 UTC`, for what takes no other zone. */
export function inUtc(at: number, precision: Precision): string {
  const iso = new Date(at).toISOString();
  return `${precision === 'second' ? iso.slice(11, 19) : iso.slice(0, 16).replace('T', ' ')} UTC`;
}
