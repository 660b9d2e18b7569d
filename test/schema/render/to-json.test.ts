import { expect, test } from 'vitest';
import { toJson } from '#src/schema/render/to-json.ts';
import { UNSAFE } from './reports.ts';

test('machines get a closed set of fields', () => {
  expect(JSON.parse(toJson(UNSAFE))).toEqual({
    verdict: 'unsafe',
    findings: [
      {
        code: 'NOT_NULL_DROPPED',
        severity: 'conditional',
        object: 'public.invoices.note',
        sqlstate: null,
        file: '0003_contract.sql',
        line: 1,
      },
      { code: 'COLUMN_DROPPED', severity: 'hard', object: 'public.invoices.total', sqlstate: '42703', file: '0003_contract.sql', line: 3 },
      { code: 'NOT_NULL_DROPPED', severity: 'note', object: 'public.invoices.memo', sqlstate: null, file: null, line: null },
    ],
    perMigration: [{ migration: '0003_contract', verdict: 'unsafe' }],
    floor: { deploy: '9f2c1a3', endedBy: '0003_contract' },
  });
});
