import { expect, test } from 'vitest';
import { openPglite } from './engines.ts';
import { TRAPS, trapsOn } from './traps-on.ts';

test('every trap has a name of its own', () => {
  expect(new Set(TRAPS.map((trap) => trap.name)).size).toBe(TRAPS.length);
});

trapsOn(openPglite);
