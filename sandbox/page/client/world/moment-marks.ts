import { h, type Markup } from '../markup/h.ts';

/** Between two marks, so that neither covers the other. */
const GAP = 2;

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
    const mark = { x, first: index + 1, last: index + 1 };
    const before = marks.at(-1);
    if (before !== undefined && x - before.x < (widthOf(before) + widthOf(mark)) / 2 + GAP)
      marks[marks.length - 1] = { ...before, last: mark.last };
    else marks.push(mark);
  }
  return marks.map((mark) => {
    const { x } = mark;
    const width = widthOf(mark);
    return h(
      'g',
      {},
      h('line', { class: 'moment', x1: x, x2: x, y1: 16, y2: bottom }),
      h('rect', { class: 'moment-dot', x: x - width / 2, y: 1, width, height: 16, rx: 8 }),
      h('text', { class: 'moment-number', x, y: 13, 'text-anchor': 'middle' }, labelOf(mark)),
    );
  });
}

function labelOf({ first, last }: Mark): string {
  return first === last ? String(first) : `${first}–${last}`;
}

function widthOf(mark: Mark): number {
  return 10 + 6 * labelOf(mark).length;
}
