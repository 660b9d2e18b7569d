import { describe, expect, test } from 'vitest';
import { cutText } from '#src/domain/cut-text.ts';

const PROBE = `The target fails on today's database: /invoices and /invoices/all answered 500: column "total" of relation "invoices" does not exist.`;

describe('an error keeps the words that decide', () => {
  test.each([
    [84, `The target fails on today's … column "total" of relation "invoices" does not exist.`],
    [110, `The target fails on today's … answered 500: column "total" of relation "invoices" does not exist.`],
    [200, PROBE],
  ])('in %i characters', (most, shown) => {
    expect(cutText(PROBE, most)).toBe(shown);
  });

  test('at its end, where nobody knows what decides', () => {
    const text = `The platform refused it: ${'and '.repeat(40)}the team has no seat left`;
    expect(cutText(text, 80)).toBe('The platform refused it: … and and and and and and the team has no seat left');
  });

  test('in its middle, before a long trace', () => {
    const text = `Error: ${'at wrap (db.js) '.repeat(9)}duplicate key value violates unique constraint "one_mail" ${'at call (x.js) '.repeat(9)}`;
    expect(cutText(text, 100)).toContain('violates unique constraint "one_mail"');
    expect(cutText(text, 100).length).toBeLessThanOrEqual(100);
  });

  test('at its beginning, where it stands there already', () => {
    const text = `column "total" does not exist ${'at wrap (db.js) '.repeat(9)}`;
    expect(cutText(text, 60)).toBe('column "total" does not exist at wrap (db.js) at wrap (db.j…');
  });
});

test('anything else keeps its beginning', () => {
  expect(cutText('31 errors in 90 requests since 02:13, and 3 before that, in another release altogether', 64)).toBe(
    '31 errors in 90 requests since 02:13, and 3 before that, in ano…',
  );
});

test('so does what has too little room for two ends', () => {
  expect(cutText('The column total does not exist', 27)).toBe('The column total does not …');
});

test('no character is halved, and no text is longer than it may be', () => {
  const text = `failed: ${'😀'.repeat(200)} does not exist`;
  for (let most = 60; most < 200; most += 7) {
    const shown = cutText(text, most);
    expect(shown.isWellFormed()).toBe(true);
    expect(Array.from(shown).length).toBeLessThanOrEqual(most);
    expect(shown).toMatch(/does not exist$/);
  }
});
