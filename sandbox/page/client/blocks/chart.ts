import { linePath, niceTop, round } from '../markup/line-path.ts';
import { h, type Child, type Markup } from '../markup/h.ts';
import { isObject, objectsIn, stringIn, type JsonObject } from './json.ts';
import { notDrawn } from './not-drawn.ts';

const WIDTH = 400;
const HEIGHT = 160;
const EDGE = { left: 38, right: 8, top: 30, bottom: 24 };
/** Where the words of moments stand, by turns: two that are near each other do not cover each other. */
const NOTE_LINES = [11, 23];

interface Series {
  readonly name: string;
  readonly points: readonly { readonly label: string; readonly value: number }[];
}

/** Slack's line chart, with the same numbers as a table for whoever cannot see it. */
export function chart(block: JsonObject): Markup {
  const drawn = block['chart'];
  if (!isObject(drawn) || drawn['type'] !== 'line') {
    return notDrawn(`data_visualization (${isObject(drawn) ? stringIn(drawn, 'type') : 'no chart'})`);
  }
  const title = stringIn(block, 'title');
  const series = objectsIn(drawn['series']).map((one): Series => ({
    name: stringIn(one, 'name'),
    points: objectsIn(one['data']).map((point) => ({ label: stringIn(point, 'label'), value: Number(point['value']) })),
  }));
  const unit = isObject(drawn['axis_config']) ? stringIn(drawn['axis_config'], 'y_label') : '';
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, h('strong', {}, title)),
    picture(title, series, unit),
    legend(series),
    h('details', {}, h('summary', {}, 'The numbers'), table(title, series)),
  );
}

function picture(title: string, series: readonly Series[], unit: string): Markup {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const top = niceTop(Math.max(0, ...values));
  const labels = series[0]?.points.map(({ label }) => label) ?? [];
  const across = (index: number) => EDGE.left + (labels.length < 2 ? 0.5 : index / (labels.length - 1)) * (WIDTH - EDGE.left - EDGE.right);
  const up = (value: number) => HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const lines: Child[] = series.map(({ points }, index) =>
    h('path', { class: `line series-${index + 1}`, d: linePath(points.map(({ value }, at) => ({ x: across(at), y: up(value) }))) }),
  );
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': spoken(title, series, unit) },
    [0, top / 2, top].flatMap((value): Child[] => [
      h('line', { class: 'grid', x1: EDGE.left, x2: WIDTH - EDGE.right, y1: round(up(value)), y2: round(up(value)) }),
      h('text', { x: EDGE.left - 8, y: round(up(value)) + 4, 'text-anchor': 'end' }, String(value)),
    ]),
    marks(labels, across),
    lines,
  );
}

/** A label that says more than its time marks a moment: a line up, its words beside it. */
function marks(labels: readonly string[], across: (index: number) => number): Child[] {
  const last = labels.length - 1;
  let notes = 0;
  return labels.flatMap((label, index): Child[] => {
    const [clock = '', ...words] = label.split(' ');
    const x = round(across(index));
    const anchor = index > last / 2 ? 'end' : 'start';
    const note = words.join(' ');
    const ends = index === 0 || index === last;
    const y = NOTE_LINES[notes % NOTE_LINES.length];
    if (note !== '') notes += 1;
    return [
      ...(note === ''
        ? []
        : [
            h('line', { class: 'moment', x1: x, x2: x, y1: 4, y2: HEIGHT - EDGE.bottom }),
            h('text', { class: 'moment-label', x: anchor === 'end' ? x - 5 : x + 5, y, 'text-anchor': anchor }, note),
          ]),
      ...(ends ? [h('text', { x, y: HEIGHT - 6, 'text-anchor': index === 0 ? 'start' : 'end' }, clock)] : []),
    ];
  });
}

function legend(series: readonly Series[]): Markup | null {
  if (series.length < 2) return null;
  return h(
    'p',
    { class: 'legend muted' },
    series.map(({ name }, index) => h('span', { class: `series-${index + 1}` }, name)),
  );
}

function table(title: string, series: readonly Series[]): Markup {
  return h(
    'table',
    {},
    h('caption', { class: 'sr' }, title),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'When'),
        series.map(({ name }) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      {},
      (series[0]?.points ?? []).map(({ label }, index) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, label),
          series.map(({ points }) => h('td', {}, String(points[index]?.value ?? ''))),
        ),
      ),
    ),
  );
}

function spoken(title: string, series: readonly Series[], unit: string): string {
  const lines = series.map(({ name, points }) => {
    const values = points.map(({ value }) => value);
    const moments = points.flatMap(({ label }) => (label.includes(' ') ? [label] : []));
    const marked = moments.length === 0 ? '' : ` Marked: ${moments.join('; ')}.`;
    return (
      `${name}: highest ${Math.max(...values)}, last ${values.at(-1) ?? 'unknown'} ${name === unit ? '' : unit}`.trimEnd() + `.${marked}`
    );
  });
  return `Line chart. ${title}. ${lines.join(' ')}`;
}
