export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The `d` of a line through the points; a null breaks it. A lone point is drawn as a dot by round line caps. */
export function linePath(points: readonly (Point | null)[]): string {
  let pen = 'M';
  return points
    .map((point) => {
      if (point === null) {
        pen = 'M';
        return '';
      }
      const isLone = pen === 'M';
      const to = `${pen}${round(point.x)} ${round(point.y)}`;
      pen = 'L';
      return isLone ? `${to}h0` : to;
    })
    .join('');
}

/** The next number from `most` on that reads well on an axis: 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15 … */
export function niceTop(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= most) ?? 10;
  return step * power;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
