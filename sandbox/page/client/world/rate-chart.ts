import type { ShownWorld } from '../../protocol.ts';
import { clockSeconds } from '../blocks/moment.ts';
import { h, type Child, type Markup } from '../markup/h.ts';
import { linePath, niceTop, round } from '../markup/line-path.ts';
import type { Reader } from '../reader.ts';
import { card } from './card.ts';
import { failedShare, inPercent, shareOfLate } from './failed-share.ts';
import { momentMarks } from './moment-marks.ts';

const WIDTH = 360;
const HEIGHT = 136;
const EDGE = { left: 38, right: 10, top: 26, bottom: 20 };
/** The axis reaches this far at least, so that a healthy app does not look like a mountain range. */
const LEAST_TOP = 50;

type Rate = ShownWorld['rate'];

/** The share of requests that failed, live. Nobody asking is a gap, not a zero. */
export function rateChart({ rate }: ShownWorld, reader: Reader): Markup {
  const late = shareOfLate(rate.points);
  return card(
    'Failed requests',
    late === null
      ? h('span', { class: 'chip' }, 'Nothing counted yet')
      : h('span', { class: lookOf(late.percent) }, `${inPercent(late.percent)}, last ${late.seconds} s`),
    late === null ? null : picture(rate, reader),
    moments(rate, reader),
    late === null ? null : h('details', {}, h('summary', {}, 'The numbers'), table(rate, reader)),
  );
}

/** No colour in between: whether some errors are usual here is not for the page to say. */
function lookOf(percent: number | null): string {
  if (percent === 0) return 'chip good';
  return percent !== null && percent >= 20 ? 'chip bad' : 'chip';
}

function picture({ points, moments: marked }: Rate, reader: Reader): Markup {
  const shares = points.map((point) => failedShare([point]));
  const first = points[0]?.at ?? 0;
  const last = points.at(-1)?.at ?? first;
  const top = Math.min(100, Math.max(LEAST_TOP, niceTop(Math.max(...shares.map((share) => share ?? 0)))));
  const bottom = HEIGHT - EDGE.bottom;
  const across = (at: number) => round(EDGE.left + ((at - first) / (last - first)) * (WIDTH - EDGE.left - EDGE.right));
  const up = (share: number) => round(bottom - (share / top) * (bottom - EDGE.top));
  const line = points.map(({ at }, index) => {
    const share = shares[index] ?? null;
    return share === null ? null : { x: across(at), y: up(share) };
  });
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': spoken(points, shares, reader) },
    [0, top / 2, top].flatMap((share): Child[] => [
      h('line', { class: 'grid', x1: EDGE.left, x2: WIDTH - EDGE.right, y1: up(share), y2: up(share) }),
      h('text', { x: EDGE.left - 6, y: up(share) + 4, 'text-anchor': 'end' }, `${share} %`),
    ]),
    h('text', { x: EDGE.left, y: HEIGHT - 4 }, clockSeconds(first, reader)),
    h('text', { x: WIDTH - EDGE.right, y: HEIGHT - 4, 'text-anchor': 'end' }, clockSeconds(last, reader)),
    momentMarks(
      marked.map(({ at }) => (at < first || at > last ? null : across(at))),
      bottom,
    ),
    h('path', { class: 'line series-1', d: linePath(line) }),
  );
}

function moments({ moments: marked }: Rate, reader: Reader): Markup | null {
  if (marked.length === 0) return null;
  return h(
    'ol',
    { class: 'moments' },
    marked.map(({ at, label }) =>
      h('li', { title: label }, h('time', { datetime: new Date(at).toISOString(), class: 'muted' }, clockSeconds(at, reader)), ` ${label}`),
    ),
  );
}

function spoken(points: Rate['points'], shares: readonly (number | null)[], reader: Reader): string {
  const most = Math.max(...shares.map((share) => share ?? 0));
  const at = points[shares.indexOf(most)]?.at;
  const highest = most === 0 || at === undefined ? 'None failed' : `Highest ${inPercent(most)} at ${clockSeconds(at, reader)}`;
  return `Line chart of the share of requests that failed. ${highest}, newest ${inPercent(shares.at(-1) ?? null)}.`;
}

function table({ points }: Rate, reader: Reader): Markup {
  const head = ['When', 'Errors', 'Requests', 'Failed'].map((name) => h('th', { scope: 'col' }, name));
  const rows = points.map((point) =>
    h(
      'tr',
      { key: String(point.at) },
      h('th', { scope: 'row' }, clockSeconds(point.at, reader)),
      h('td', {}, String(point.errors)),
      h('td', {}, String(point.requests)),
      h('td', {}, inPercent(failedShare([point]))),
    ),
  );
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Failed requests as numbers' },
    h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows)),
  );
}
