import type { ChartPoint, Moment } from './chart-points.ts';
import { chartPoints, pointClock } from './chart-points.ts';
import type { RecoveryLook } from './look-at-recovery.ts';
import { rate } from './words.ts';

const MOST_POINTS = 20;
const NARROWEST = 16;
const ZERO = '▁';
const LEVELS = ['▂', '▃', '▄', '▅', '▆', '▇', '█'];
const SILENT = '×';

/**
 * The chart as monospaced lines of at most `width` characters: errors, the marks of the moments, requests, and a legend.
 * Only zero is drawn at the bottom, and a stretch without requests is crossed out: it looks healthy and is not.
 */
export function chartText(look: Pick<RecoveryLook, 'chart'>, moments: readonly Moment[], width = 34): string[] {
  const room = Math.max(width, NARROWEST);
  const points = chartPoints(look.chart, moments, Math.min(MOST_POINTS, room));
  const [first] = points;
  if (first === undefined) return ['No counts to draw yet.'.slice(0, room)];
  const clock = pointClock(points);
  const end = (look.chart.buckets.at(-1)?.at ?? 0) + look.chart.bucketMs;
  const requests = points.map((point) => point.requestsPerMinute);
  const errors = points.map((point) => point.errorsPerMinute);
  const served = requests.some((value) => value > 0);
  const marked = points.filter((point) => point.moments.length > 0);
  const lines = [
    `${clock(first.at)} to ${clock(end)} UTC`,
    `errors/min, most ${rate(Math.max(...errors))}`,
    bars(errors, (index) => served && requests[index] === 0 && errors[index] === 0),
    ...(marked.length === 0
      ? []
      : [
          points
            .map((point) => markOf(point, marked))
            .join('')
            .trimEnd(),
        ]),
    ...marked.map((point) => `${markOf(point, marked)} ${point.moments.map((moment) => `${clock(moment.at)} ${moment.label}`).join(', ')}`),
    `requests/min, most ${rate(Math.max(...requests))}`,
    bars(requests, () => false),
    ...(served && requests.includes(0) ? [`${SILENT} no requests`] : []),
  ];
  return lines.map((line) => (line.length <= room ? line : `${line.slice(0, room - 1)}…`));
}

function bars(values: readonly number[], isSilent: (index: number) => boolean): string {
  const most = Math.max(...values);
  return values
    .map((value, index) => {
      if (isSilent(index)) return SILENT;
      return value === 0 ? ZERO : (LEVELS[Math.ceil((value / most) * LEVELS.length) - 1] ?? ZERO);
    })
    .join('');
}

/** 1 to 9, then letters. */
function markOf(point: ChartPoint, marked: readonly ChartPoint[]): string {
  const index = marked.indexOf(point);
  return index === -1 ? ' ' : (index + 1).toString(36);
}
