import { describe, expect, test } from 'vitest';
import { chartBlock } from '#src/evidence/recovery/chart-block.ts';
import { chartText } from '#src/evidence/recovery/chart-text.ts';

const START = Date.UTC(2026, 10, 20, 13, 50);
const MINUTE = 60_000;

function chart(errors: readonly number[], traffic: readonly number[] = errors.map(() => 60), bucketMs = MINUTE) {
  return {
    chart: {
      bucketMs,
      buckets: errors.map((count, index) => ({ at: START + index * bucketMs, errors: count, traffic: traffic[index] ?? 0 })),
    },
  };
}
const moments = [
  { at: START + 2 * MINUTE + 10_000, label: 'deploy' },
  { at: START + 5 * MINUTE, label: 'rolled back' },
];

describe('the chart for Slack', () => {
  test('is a line of errors per minute, with the moments in the labels', () => {
    expect(chartBlock(chart([1, 1, 12, 24, 24, 3, 0]), moments)).toEqual({
      type: 'data_visualization',
      title: 'Errors per minute, 13:50 to 13:57 UTC',
      chart: {
        type: 'line',
        series: [
          {
            name: 'errors/min',
            data: [
              { label: '13:50', value: 1 },
              { label: '13:51', value: 1 },
              { label: '13:52 deploy', value: 12 },
              { label: '13:53', value: 24 },
              { label: '13:54', value: 24 },
              { label: '13:55 rolled back', value: 3 },
              { label: '13:56', value: 0 },
            ],
          },
        ],
        axis_config: {
          categories: ['13:50', '13:51', '13:52 deploy', '13:53', '13:54', '13:55 rolled back', '13:56'],
          x_label: 'UTC',
          y_label: 'errors/min',
        },
      },
    });
  });

  test('keeps to the limits of Slack for a long incident', () => {
    const long = chart(
      Array.from({ length: 500 }, (_, index) => index % 7),
      undefined,
      10_000,
    );
    const block = chartBlock(long, [{ at: START + 4000, label: 'the deploy of a very long name' }]);
    const categories = block?.chart.axis_config.categories ?? [];
    expect(categories.length).toBe(20);
    expect(new Set(categories).size).toBe(20);
    expect(Math.max(...categories.map((label) => label.length))).toBeLessThanOrEqual(20);
    expect(block?.title.length).toBeLessThanOrEqual(50);
    expect(block?.chart.series.map(({ data }) => data.map(({ label }) => label))).toEqual([categories]);
  });

  test('says where no requests came in, since zero errors look like health there', () => {
    const block = chartBlock(chart([24, 0], [60, 0]), []);
    expect(block?.chart.axis_config.categories).toEqual(['13:50', '13:51 no requests']);
  });

  test('averages buckets that are drawn together', () => {
    const block = chartBlock(chart(Array.from({ length: 40 }, (_, index) => (index < 20 ? 2 : 4))), []);
    expect(block?.chart.series[0]?.data.slice(9, 11)).toEqual([
      { label: '14:08', value: 2 },
      { label: '14:10', value: 4 },
    ]);
  });

  test('leaves out moments far outside of it', () => {
    const block = chartBlock(chart([1, 1]), [{ at: START - 60 * MINUTE, label: 'earlier' }]);
    expect(block?.chart.axis_config.categories).toEqual(['13:50', '13:51']);
  });

  test('is nothing without counts', () => expect(chartBlock({ chart: { bucketMs: MINUTE, buckets: [] } }, moments)).toBeNull());
});

describe('the chart as text', () => {
  test('is a line of errors, the marks, the requests and what the marks mean', () => {
    expect(chartText(chart([1, 1, 12, 24, 24, 3, 0]), moments)).toEqual([
      '13:50 to 13:57 UTC',
      'errors/min, most 24',
      '▂▂▅██▂▁',
      '  1  2',
      '1 13:52 deploy',
      '2 13:55 rolled back',
      'requests/min, most 60',
      '███████',
    ]);
  });

  test('crosses out minutes without requests', () => {
    expect(chartText(chart([24, 24, 0, 0], [60, 30, 0, 0]), [])).toEqual([
      '13:50 to 13:54 UTC',
      'errors/min, most 24',
      '██××',
      'requests/min, most 60',
      '█▅▁▁',
      '× no requests',
    ]);
  });

  test('shares a mark between moments that fall together', () => {
    const lines = chartText(chart([1, 1, 1]), [
      { at: START, label: 'deploy' },
      { at: START + 1000, label: 'alert' },
    ]);
    expect(lines.slice(3, 5)).toEqual(['1', '1 13:50 deploy, 13:50 alert']);
  });

  test.each([34, 20, 16])('fits in %i characters', (width) => {
    const lines = chartText(
      chart(Array.from({ length: 300 }, (_, index) => index)),
      [{ at: START, label: 'a moment with a long name indeed' }],
      width,
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  test('says so without counts', () =>
    expect(chartText({ chart: { bucketMs: MINUTE, buckets: [] } }, [])).toEqual(['No counts to draw yet.']));
});
