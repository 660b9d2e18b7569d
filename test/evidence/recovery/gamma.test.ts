import { describe, expect, test } from 'vitest';
import { gammaCumulative, gammaQuantile, logGamma } from '#src/evidence/recovery/gamma.ts';

describe('the gamma distribution agrees with published values', () => {
  test.each([
    { x: 0.5, is: 0.5723649429247001 },
    { x: 1, is: 0 },
    { x: 10, is: 12.801827480081469 },
    { x: 1000, is: 5905.220423209181 },
  ])('ln gamma($x) is $is', ({ x, is }) => expect(logGamma(x)).toBeCloseTo(is, 9));

  test.each([
    { shape: 1, x: 1, is: 0.6321205588285577 },
    { shape: 0.5, x: 0.5, is: 0.6826894921370859 },
    { shape: 3, x: 2, is: 0.3233235838169366 },
    { shape: 10, x: 15, is: 0.9301463393005901 },
    { shape: 100, x: 100, is: 0.5132987982791487 },
    { shape: 2, x: 0, is: 0 },
  ])('P($shape, $x) is $is', ({ shape, x, is }) => expect(gammaCumulative(shape, x)).toBeCloseTo(is, 9));

  // Half of the chi-square quantile with twice the degrees of freedom.
  test.each([
    { chance: 0.95, shape: 1, is: 2.995732273553991 },
    { chance: 0.05, shape: 1, is: 0.05129329438755058 },
    { chance: 0.95, shape: 0.5, is: 1.9207294103470622 },
    { chance: 0.05, shape: 0.5, is: 0.0019660700000098 },
    { chance: 0.95, shape: 5, is: 9.153519026638 },
    { chance: 0.05, shape: 5, is: 1.9701495680595 },
    { chance: 0.95, shape: 10, is: 15.705216422115 },
    { chance: 0.05, shape: 50, is: 38.964732582509 },
  ])('the $chance quantile for shape $shape is $is', ({ chance, shape, is }) =>
    expect(Math.abs(gammaQuantile(chance, shape, 1) - is)).toBeLessThan(1e-6),
  );

  test('a rate divides the quantile', () => expect(gammaQuantile(0.95, 1, 4)).toBeCloseTo(2.995732273553991 / 4, 9));
  test('shape 0 is the limit 0', () => expect(gammaQuantile(0.05, 0, 10)).toBe(0));
  test('large counts stay exact to a millionth', () => {
    expect(gammaCumulative(144_000.5, gammaQuantile(0.95, 144_000.5, 1))).toBeCloseTo(0.95, 8);
  });
});
