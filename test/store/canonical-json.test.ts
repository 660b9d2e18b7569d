import { expect, test } from 'vitest';
import { canonicalJson } from '#src/store/canonical-json.ts';

test('equal values give equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true, gone: undefined })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
});

for (const [name, value] of [
  ['a date', new Date(0)],
  ['a function', (): void => {}],
  ['a number that is none', Number.NaN],
  ['a map', new Map()],
  ['a hole in a list', [undefined]],
] as const) {
  test(`${name} is refused rather than lost`, () => {
    expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
  });
}
