import type { KnownReport, SchemaSource, Span } from '#src/evidence/schema/schema-source.ts';
import type { Finding } from '#src/schema/finding.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { GOOD } from './scripted-deploys.ts';
import { BAD } from './shop.ts';

export const FROM = GOOD.commit ?? '';
export const TO = BAD.commit ?? '';

export const DROPPED: Finding = {
  code: 'COLUMN_DROPPED',
  severity: 'hard',
  object: 'public.invoices.total',
  sqlstate: '42703',
  file: 'migrations/0003_contract.sql',
  line: 3,
  message: 'public.invoices.total no longer exists.',
  failing: { statement: 'SELECT "total" FROM "public"."invoices"', sqlstate: '42703', message: 'column "total" does not exist' },
};

export const SAFE: SpanReport = {
  verdict: 'safe',
  sentence: "The old code runs on today's schema: no migration lies between the two.",
  findings: [],
  perMigration: [],
  floor: null,
  from: FROM,
  to: TO,
  folder: 'migrations',
  tool: 'sql',
  contract: null,
  limits: [],
  fingerprints: { from: 'files at from', to: 'files at to', replayed: null, live: null },
  fix: null,
  down: null,
};

export const WITH_CAVEAT: SpanReport = {
  ...SAFE,
  verdict: 'safe with data caveat',
  sentence:
    "The old code runs on today's schema, with a caveat about data: 3 rows hold NULL in public.invoices.note (0003_contract.sql:1).",
  findings: [
    {
      code: 'NOT_NULL_DROPPED',
      severity: 'conditional',
      object: 'public.invoices.note',
      sqlstate: null,
      file: 'migrations/0003_contract.sql',
      line: 1,
      message: '3 rows hold NULL in public.invoices.note.',
      failing: null,
    },
  ],
  perMigration: [{ migration: '0003_contract', verdict: 'safe with data caveat' }],
};

export const FIX_FILE = {
  path: 'migrations/0004_restore_total.sql',
  content: '-- A forward fix.\nALTER TABLE "public"."invoices" ADD COLUMN "total" numeric(12,2);\n',
};

export const UNSAFE: SpanReport = {
  ...SAFE,
  verdict: 'unsafe',
  sentence: "The old code fails on today's schema: public.invoices.total no longer exists (0003_contract.sql:3).",
  findings: [DROPPED],
  perMigration: [{ migration: '0003_contract', verdict: 'unsafe' }],
  floor: { deploy: '9f2c1a3', endedBy: '0003_contract' },
  contract: 'replayed catalogue',
  limits: ['No database is configured, so rows were not counted.'],
  fix: {
    kind: 'proved',
    files: [FIX_FILE],
    says: ['It locks public.invoices for a moment.', 'It touches every row once.', 'The values come back from subtotal + tax.'],
    removeLater: ['ALTER TABLE "public"."invoices" DROP COLUMN "total"'],
    left: [],
    hurts: [],
    uncovered: [],
  },
};

export const UNKNOWN: SpanReport = {
  ...SAFE,
  verdict: 'unknown',
  sentence:
    "Not known whether the old code runs on today's schema, so treat it as not safe: the migration is a Go program, so it was not run.",
  limits: ['0002_data.go was not run.'],
};

/** Knows these reports by the commit to go back to, and nothing else. */
export function reported(
  reports: Readonly<Record<string, SpanReport>>,
  basis: KnownReport['basis'] = { kind: 'judged now' },
): SchemaSource {
  const known = ({ from }: Span): KnownReport | null => {
    const report = reports[from];
    return report === undefined ? null : { report, basis };
  };
  return {
    ask: async (span) => {
      const found = known(span);
      if (found === null) throw new Error(`The test does not declare a report from ${span.from}.`);
      return found;
    },
    kept: async (span) => known(span),
  };
}
