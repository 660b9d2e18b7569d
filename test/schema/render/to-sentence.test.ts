import { expect, test } from 'vitest';
import type { Report } from '#src/schema/render/report.ts';
import { toSentence } from '#src/schema/render/to-sentence.ts';
import { DROPPED, NOTE, NULLS, OPAQUE, UNSAFE } from './reports.ts';

const SAFE: Report = { ...UNSAFE, verdict: 'safe', findings: [NOTE], perMigration: [] };
const ONE = [{ migration: 'a', verdict: 'safe' }] as const;

test.each<[string, Report, string]>([
  ['safe without migrations', SAFE, "The old code runs on today's schema: no migration lies between the two."],
  [
    'safe with one migration',
    { ...SAFE, perMigration: ONE },
    "The old code runs on today's schema: one migration lies between, and nothing in it breaks it.",
  ],
  [
    'safe with several migrations',
    { ...SAFE, perMigration: [...ONE, ...ONE] },
    "The old code runs on today's schema: 2 migrations lie between, and nothing in them breaks it.",
  ],
  [
    'unsafe',
    { ...UNSAFE, findings: [{ ...DROPPED, failing: null }] },
    "The old code fails on today's schema: public.invoices.total no longer exists (0003_contract.sql:3).",
  ],
  [
    'unsafe and tried, with what a marker adds left out',
    { ...UNSAFE, findings: [{ ...DROPPED, message: `${DROPPED.message} Marked breaking by Mara in 929258: derived.` }, NULLS] },
    "The old code fails on today's schema: public.invoices.total no longer exists (0003_contract.sql:3). A statement of it failed there with 42703. And 1 more.",
  ],
  [
    'a caveat',
    { ...UNSAFE, verdict: 'safe with data caveat', findings: [NULLS, NOTE] },
    "The old code runs on today's schema, with a caveat about data: public.invoices.note may now be NULL: the old code may meet a NULL where it expects a value (0003_contract.sql:1).",
  ],
  [
    'unknown',
    { ...UNSAFE, verdict: 'unknown', findings: [NULLS, OPAQUE] },
    "Not known whether the old code runs on today's schema, so treat it as not safe: The migration is a Go program, so it was not run (0002_data.go). And 1 more.",
  ],
  [
    'unknown without a finding',
    { ...UNSAFE, verdict: 'unknown', findings: [] },
    "Not known whether the old code runs on today's schema, so treat it as not safe: no finding says why; look at the full report.",
  ],
])('%s', (_, report, sentence) => {
  expect(toSentence(report)).toBe(sentence);
});
