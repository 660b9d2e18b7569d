import type { SchemaDetails, SchemaFinding } from '#domain/schema-details.ts';

export const DROPPED: SchemaFinding = {
  code: 'COLUMN_DROPPED',
  severity: 'hard',
  object: 'public.invoices.total',
  sqlstate: '42703',
  place: 'migrations/0003_contract.sql:3',
  message: 'public.invoices.total no longer exists.',
  failing: { statement: 'SELECT "total" FROM "public"."invoices"', sqlstate: '42703' },
};

/** What people are shown where a dropped column keeps the old code from running. */
export const DETAILS: SchemaDetails = {
  shape: 'schema details 1',
  verdict: 'unsafe',
  from: 'd0a1e00000000000000000000000000000000000',
  to: 'c0ffee1000000000000000000000000000000000',
  computedAt: null,
  findings: [DROPPED],
  more: 0,
  floor: { deploy: '9f2c1a3', endedBy: '0003_contract' },
  fitting: [],
  fix: { kind: 'proved', whole: true, files: ['migrations/0004_restore_total.sql'] },
  down: null,
  limits: [],
};
