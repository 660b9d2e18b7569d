import { describe, expect, test } from 'vitest';
import { rateChart } from '#sandbox/page/client/world/rate-chart.ts';
import type { ShownWorld } from '#sandbox/page/protocol.ts';
import { OPENED } from '../fixtures/incident.ts';
import { READER } from '../fixtures/reader.ts';
import { QUIET } from '../fixtures/state.ts';
import { toHtml, wordsOf } from '../to-html.ts';

const point = (second: number, errors: number, requests: number) => ({ at: OPENED + second * 1000, errors, requests });

function drawn(points: ShownWorld['rate']['points'], moments: ShownWorld['rate']['moments'] = []) {
  return rateChart({ ...QUIET.world, rate: { points, moments } }, READER);
}

describe('the live chart', () => {
  test('says the share of failed requests in words', () => {
    const html = toHtml(drawn([point(0, 0, 20), point(2, 9, 20), point(4, 1, 20)]));
    expect(html).toContain('aria-label="Line chart of the share of requests that failed. Highest 45 % at 15:02:13, newest 5.0 %."');
  });

  test('has a gap where nobody asked, so that silence does not look like health', () => {
    const html = toHtml(drawn([point(0, 0, 20), point(2, 0, 0), point(4, 0, 20)]));
    expect(html.match(/ d="([^"]+)"/)?.[1]?.match(/M/g)).toHaveLength(2);
    expect(wordsOf(drawn([point(0, 0, 0), point(2, 0, 0)]))).toContain('no requests, last 4 s');
  });

  test('says how many failed of late, and over which time', () => {
    const points = [point(0, 20, 20), point(2, 0, 20), point(4, 0, 20), point(6, 5, 20), point(8, 5, 20), point(10, 10, 20)];
    expect(wordsOf(drawn(points))).toContain('Failed requests20 %, last 10 s');
  });

  test('numbers the moments, together where they are close, and lists what they were', () => {
    const points = [point(0, 0, 20), point(100, 0, 20)];
    const moments = [1, 50, 51, 52].map((second) => ({ at: OPENED + second * 1000, label: `at ${second} <b>` }));
    const html = toHtml(drawn(points, moments));
    expect(Array.from(html.matchAll(/class="moment-number"[^>]*>([^<]+)</g), (match) => match[1])).toEqual(['1', '2–4']);
    expect(html).toContain('<time datetime="2026-11-20T14:02:12.000Z" class="muted">15:02:12</time> at 1 &lt;b&gt;</li>');
  });

  test('leaves out the marks of what was before it', () => {
    const html = toHtml(drawn([point(0, 0, 20), point(4, 0, 20)], [{ at: OPENED - 9000, label: 'deploy' }]));
    expect(html).not.toContain('moment-number');
    expect(html).toContain(' deploy</li>');
  });

  test('draws nothing before there is something to draw', () => {
    expect(wordsOf(drawn([]))).toBe('Failed requestsNothing counted yet');
    expect(wordsOf(drawn([point(0, 0, 20)]))).toBe('Failed requestsNothing counted yet');
  });
});
