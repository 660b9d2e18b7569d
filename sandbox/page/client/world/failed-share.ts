import type { ShownWorld } from '../../protocol.ts';

type Points = ShownWorld['rate']['points'];

/** Several points together, so that one request more or less does not swing the number. */
const TOGETHER = 5;

/** The share of requests that failed, in percent; null where there were none. */
export function failedShare(points: Points): number | null {
  const requests = points.reduce((sum, point) => sum + point.requests, 0);
  const errors = points.reduce((sum, point) => sum + point.errors, 0);
  return requests === 0 ? null : Math.min(100, (errors / requests) * 100);
}

/** The share of late, with its window in seconds. Null before anything was counted. */
export function shareOfLate(points: Points): { readonly percent: number | null; readonly seconds: number } | null {
  const late = points.slice(-TOGETHER);
  const [first] = late;
  const last = late.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  // Each point is what was counted since the one before it.
  return { percent: failedShare(late), seconds: Math.round(((last.at - first.at) * late.length) / (late.length - 1) / 1000) };
}

export function inPercent(share: number | null): string {
  return share === null ? 'no requests' : `${share > 0 && share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}
