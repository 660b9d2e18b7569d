import { expect, test } from 'vitest';
import { toText } from '#src/schema/render/to-text.ts';
import { DROPPED, UNSAFE } from './reports.ts';

test('the worst comes first, with where it was done and how far one can go back', () => {
  expect(toText(UNSAFE, 'drizzle/')).toBe(
    [
      'UNSAFE',
      "The old code fails on today's schema: public.invoices.total no longer exists (0003_contract.sql:3). A statement of it was tried there and failed with 42703. And 1 more.",
      '',
      '  hard · COLUMN_DROPPED · public.invoices.total · 42703 · drizzle/0003_contract.sql:3',
      '    public.invoices.total no longer exists.',
      '  conditional · NOT_NULL_DROPPED · public.invoices.note · drizzle/0003_contract.sql:1',
      '    public.invoices.note may now be NULL: the old code may meet a NULL where it expects a value.',
      '  note · NOT_NULL_DROPPED · public.invoices.memo · place not known',
      '    Nothing is lost.',
      "The oldest deploy that still runs on today's schema: 9f2c1a3; 0003_contract ends it.",
      '',
    ].join('\n'),
  );
});

test('a screen is 24 lines, however many findings there are', () => {
  const findings = Array.from({ length: 50 }, (_, index) => ({
    ...DROPPED,
    object: `public.t.c${index}`,
    message: 'long '.repeat(100),
  }));
  const lines = toText({ ...UNSAFE, findings }, '').split('\n');

  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines).toContain('  … and 42 more; --json lists them all.');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(200);
});

test('a name from the schema cannot write to the terminal', () => {
  const text = toText({ ...UNSAFE, findings: [{ ...DROPPED, object: 'public.a\u001b[2Jb\nUNSAFE', message: 'x\r\u202ey' }] }, '');

  expect(text).toContain('public.a [2Jb UNSAFE');
  expect(['\u001b', '\r', '\u202e'].filter((character) => text.includes(character))).toEqual([]);
});
