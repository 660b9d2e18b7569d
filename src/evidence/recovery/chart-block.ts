import type { Moment } from './chart-points.ts';
import { chartPoints, pointClock } from './chart-points.ts';
import type { RecoveryLook } from './look-at-recovery.ts';

/** Slack's limits: docs.slack.dev/reference/block-kit/blocks/data-visualization-block. */
const MOST_CATEGORIES = 20;
const LONGEST_LABEL = 20;
const LONGEST_TITLE = 50;

/** A line chart as Slack's `data_visualization` block. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly x_label: string; readonly y_label: string };
  };
}

/** Null where there is nothing to draw. Moments stand in the labels of their points; so does a stretch without requests, which looks healthy and is not. */
export function chartBlock(look: Pick<RecoveryLook, 'chart'>, moments: readonly Moment[]): ChartBlock | null {
  const points = chartPoints(look.chart, moments, MOST_CATEGORIES);
  const [first] = points;
  if (first === undefined) return null;
  const clock = pointClock(points);
  const served = points.some((point) => point.requestsPerMinute > 0);
  const data = points.map((point) => {
    const silent = served && point.requestsPerMinute === 0 ? ['no requests'] : [];
    const notes = point.moments.length > 0 ? [point.moments.map((moment) => moment.label).join(', ')] : silent;
    return {
      label: [clock(point.at), ...notes].join(' ').slice(0, LONGEST_LABEL).trimEnd(),
      value: Number(point.errorsPerMinute.toFixed(2)),
    };
  });
  const end = (look.chart.buckets.at(-1)?.at ?? 0) + look.chart.bucketMs;
  return {
    type: 'data_visualization',
    title: `Errors per minute, ${clock(first.at)} to ${clock(end)} UTC`.slice(0, LONGEST_TITLE),
    chart: {
      type: 'line',
      series: [{ name: 'errors/min', data }],
      axis_config: { categories: data.map(({ label }) => label), x_label: 'UTC', y_label: 'errors/min' },
    },
  };
}
