import { h, type Markup } from '../markup/h.ts';

/** Nearer than this, marks would cover each other. */
const APART = 18;

interface Mark {
  readonly x: number;
  readonly first: number;
  readonly last: number;
}

/** Numbered marks above a chart, `1` or `3–6` where several stand together, and a line down from each. */
export function momentMarks(xs: readonly (number | null)[], bottom: number): readonly Markup[] {
  const marks: Mark[] = [];
  for (const [index, x] of xs.entries()) {
    if (x === null) continue;
    const before = marks.at(-1);
    if (before !== undefined && x - before.x < APART) marks[marks.length - 1] = { ...before, last: index + 1 };
    else marks.push({ x, first: index + 1, last: index + 1 });
  }
  return marks.map(({ x, first, last }) => {
    const label = first === last ? String(first) : `${first}–${last}`;
    const width = 10 + 6 * label.length;
    return h(
      'g',
      {},
      h('line', { class: 'moment', x1: x, x2: x, y1: 16, y2: bottom }),
      h('rect', { class: 'moment-dot', x: x - width / 2, y: 1, width, height: 16, rx: 8 }),
      h('text', { class: 'moment-number', x, y: 13, 'text-anchor': 'middle' }, label),
    );
  });
}
