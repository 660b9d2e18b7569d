import { expect, test } from 'vitest';
import { toText } from '#src/schema/render/to-text.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { DROPPED, UNSAFE } from './reports.ts';

const SAFE: SpanReport = {
  ...UNSAFE,
  verdict: 'safe',
  sentence: "The old code runs on today's schema: no migration lies between the two.",
  findings: [],
  perMigration: [],
  floor: null,
  limits: [],
  fix: null,
  down: null,
};

test('the worst comes first, with where it was done, the ways out and how far one can go back', () => {
  expect(toText(UNSAFE).split('\n')).toEqual([
    'UNSAFE',
    "The old code fails on today's schema: public.invoices.total no longer exists.",
    'From 222222222222 back to 111111111111, by the migrations of drizzle in drizzle.',
    '',
    '  hard · COLUMN_DROPPED · public.invoices.total · 42703 · 0003_contract.sql:3',
    '    public.invoices.total no longer exists.',
    '  conditional · NOT_NULL_DROPPED · public.invoices.note · 0003_contract.sql:1',
    '    public.invoices.note may now be NULL: the old code may meet a NULL where it expects a value.',
    '  note · NOT_NULL_DROPPED · public.invoices.memo · place not known',
    '    Nothing is lost.',
    'Way forward, proved on the scratch database: drizzle/0004_restore_total.sql (its text is in --json)',
    '    public.invoices.total: Adds the column again. The data does not come back.',
    '    But 1 are for a person.',
    'The scripts for going back must not be applied: It holds a COMMIT.',
    "The oldest deploy that still runs on today's schema: 9f2c1a3b4c5d, because of 0003_contract.",
    'Not looked at: No database is configured. And 1 more in --json.',
    '',
  ]);
});

test('a verdict with nothing to tell is three lines', () => {
  expect(toText(SAFE).split('\n')).toEqual([
    'SAFE',
    "The old code runs on today's schema: no migration lies between the two.",
    'From 222222222222 back to 111111111111, by the migrations of drizzle in drizzle.',
    '',
    '',
  ]);
});

test('a floor that is a migration and no commit is not cut', () => {
  const text = toText({ ...SAFE, floor: { deploy: '20250101000000_a_long_name_of_one', endedBy: null } });
  expect(text).toContain(
    "The oldest deploy that still runs on today's schema: 20250101000000_a_long_name_of_one; nothing older was looked at.",
  );
});

test('no way forward says why', () => {
  const text = toText({ ...UNSAFE, fix: { kind: 'none', why: 'There is no template for a function.', uncovered: [] } });
  expect(text).toContain('Way forward: none could be proved. There is no template for a function.');
});

test('a screen is 24 lines, however many findings there are', () => {
  const findings = Array.from({ length: 50 }, (_, index) => ({
    ...DROPPED,
    object: `public.t.c${index}`,
    message: 'long '.repeat(100),
  }));
  const lines = toText({ ...UNSAFE, findings, limits: ['long '.repeat(100)] }).split('\n');

  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines).toContain('  … and 45 more; --json lists them all.');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(210);
});

test('a name from the schema cannot write to the terminal', () => {
  const text = toText({ ...UNSAFE, findings: [{ ...DROPPED, object: 'public.a\u001b[2Jb\nUNSAFE', message: 'x\r\u202ey' }] });

  expect(text).toContain('public.a [2Jb UNSAFE');
  expect(['\u001b', '\r', '\u202e'].filter((character) => text.includes(character))).toEqual([]);
});
