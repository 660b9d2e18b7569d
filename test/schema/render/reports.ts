import type { Finding } from '#src/schema/finding.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';

export const DROPPED: Finding = {
  code: 'COLUMN_DROPPED',
  severity: 'hard',
  object: 'public.invoices.total',
  sqlstate: '42703',
  file: '0003_contract.sql',
  line: 3,
  message: 'public.invoices.total no longer exists.',
  failing: { statement: 'SELECT total FROM invoices', sqlstate: '42703', message: 'column "total" does not exist' },
};

export const NULLS: Finding = {
  code: 'NOT_NULL_DROPPED',
  severity: 'conditional',
  object: 'public.invoices.note',
  sqlstate: null,
  file: '0003_contract.sql',
  line: 1,
  message: 'public.invoices.note may now be NULL: the old code may meet a NULL where it expects a value.',
  failing: null,
};

export const OPAQUE: Finding = {
  code: 'OPAQUE',
  severity: 'unknown',
  object: '0002_data.go',
  sqlstate: null,
  file: '0002_data.go',
  line: null,
  message: 'The migration is a Go program, so it was not run.',
  failing: null,
};

export const NOTE: Finding = {
  ...NULLS,
  severity: 'note',
  object: 'public.invoices.memo',
  message: 'Nothing is lost.',
  file: null,
  line: null,
};

export const UNSAFE: SpanReport = {
  verdict: 'unsafe',
  findings: [NULLS, DROPPED, NOTE],
  perMigration: [{ migration: '0003_contract', verdict: 'unsafe' }],
  floor: { deploy: '9f2c1a3b4c5d6e7f8091a2b3c4d5e6f708192a3b', endedBy: '0003_contract' },
  sentence: "The old code fails on today's schema: public.invoices.total no longer exists.",
  from: '1111111111111111111111111111111111111111',
  to: '2222222222222222222222222222222222222222',
  folder: 'drizzle',
  tool: 'drizzle',
  contract: 'drizzle snapshot',
  limits: ['No database is configured.', 'The code states nothing.'],
  fingerprints: { from: 'a', to: 'b', replayed: null, live: null },
  fix: {
    kind: 'proved',
    files: [{ path: 'drizzle/0004_restore_total.sql', content: 'ALTER TABLE invoices ADD COLUMN total numeric;\n' }],
    says: ['public.invoices.total: Adds the column again. The data does not come back.'],
    removeLater: [],
    left: [],
    hurts: [],
    uncovered: ['public.note: A person must look.'],
  },
  down: { verdict: 'wrong', checks: [{ check: 'text', verdict: 'failed', sentence: 'It holds a COMMIT.' }], findings: [] },
};
