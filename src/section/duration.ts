import { z } from 'zod';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHAPE = /^([1-9][0-9]*)(ms|s|m|h|d)$/;
const SAYS = 'must be a duration such as 500ms, 10s, 5m, 24h or 1d';

/** A duration as people write it, read as milliseconds. */
export const Duration = z.string(SAYS).regex(SHAPE, SAYS).transform(milliseconds);

function milliseconds(text: string): number {
  const [, amount = '', unit = ''] = SHAPE.exec(text) ?? [];
  return Number(amount) * (UNITS[unit] ?? Number.NaN);
}
