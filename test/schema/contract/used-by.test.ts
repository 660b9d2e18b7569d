import { describe, expect, test } from 'vitest';
import { asWritten } from '#src/schema/contract/as-written.ts';
import type { Contract } from '#src/schema/contract/contract.ts';
import { replayedContract } from '#src/schema/contract/replayed-contract.ts';
import { usedBy } from '#src/schema/contract/used-by.ts';
import { writesColumn } from '#src/schema/contract/writes-column.ts';
import type { Finding, FindingCode } from '#src/schema/finding.ts';
import { catalogueOf } from '#test/schema/verdict/catalogue-of.ts';

const CONTRACT: Contract = {
  source: 'prisma schema',
  files: ['schema.prisma'],
  tables: [
    {
      schema: null,
      name: 'invoices',
      columns: [
        { name: 'id', written: false },
        { name: 'total', written: true },
        { name: 'tax', written: 'unknown' },
      ],
      everyColumn: 'no',
    },
    { schema: 'billing', name: 'audits', columns: [], everyColumn: 'read' },
  ],
  enums: [{ schema: null, name: 'mood', labels: ['calm'] }],
  statements: [],
  gaps: [],
};

function finding(code: FindingCode, object: string): Finding {
  return { code, severity: 'hard', object, sqlstate: null, file: null, line: null, message: '', failing: null };
}

describe('the code to go back to', () => {
  test.each([
    ['COLUMN_DROPPED', 'public.invoices.total', 'used'],
    ['COLUMN_DROPPED', 'public.invoices.unknown', 'not referenced'],
    ['COLUMN_DROPPED', 'public.invoices_old.total', 'not referenced'],
    ['COLUMN_DROPPED', 'billing.audits.anything', 'used'],
    ['COLUMN_DROPPED', 'public.audits.anything', 'not referenced'],
    ['TABLE_DROPPED', 'public.invoices', 'used'],
    ['TABLE_DROPPED', 'public.payments', 'not referenced'],
    ['REQUIRED_COLUMN_ADDED', 'public.invoices.brand_new', 'used'],
    ['REQUIRED_COLUMN_ADDED', 'public.payments.brand_new', 'not referenced'],
    ['UNIQUE_ADDED', 'public.invoices/one_total', 'used'],
    ['ENUM_LABEL_REMOVED', 'public.mood', 'used'],
    ['ENUM_LABEL_REMOVED', 'public.other', 'not referenced'],
    ['FUNCTION_DROPPED', 'public.sum_of(integer)', 'unknown'],
    ['RLS_ENABLED', 'public.invoices', 'unknown'],
    ['PRIVILEGE_REVOKED', 'public.payments', 'unknown'],
    ['OPAQUE', 'public.payments', 'unknown'],
  ] as const)('%s %s: %s', (code, object, usage) => {
    expect(usedBy(finding(code, object), CONTRACT)).toBe(usage);
  });

  test.each([
    ['FUNCTION_DROPPED', 'public.total(integer)', 'used'],
    ['FUNCTION_DROPPED', 'public.sum_of(integer)', 'not referenced'],
    ['PRIVILEGE_REVOKED', 'public.sum_of(integer)', 'not referenced'],
    ['SCHEMA_DROPPED', 'attic', 'not referenced'],
    ['COLUMN_DROPPED', 'public.frame.width', 'used'],
    ['SEQUENCE_DROPPED', 'public.tickets', 'unknown'],
    ['COLUMN_DROPPED', 'public.invoices.total', 'used'],
  ] as const)('where its objects were looked for, %s %s: %s', (code, object, usage) => {
    const objects = new Map([
      ['public.total(integer)', 'src/a.ts'],
      ['public.sum_of(integer)', null],
      ['attic', null],
      ['public', null],
      ['public.frame', 'src/a.ts'],
    ]);
    expect(usedBy(finding(code, object), { ...CONTRACT, objects })).toBe(usage);
  });

  test('nothing is not referenced while the contract was not read whole', () => {
    const torn = { ...CONTRACT, gaps: ['schema.prisma: a line is not understood.'] };
    expect(usedBy(finding('COLUMN_DROPPED', 'public.invoices.unknown'), torn)).toBe('unknown');
    expect(usedBy(finding('COLUMN_DROPPED', 'public.invoices.total'), torn)).toBe('used');
  });

  test('uses what a statement of it failed on, whatever its contract says', () => {
    const failing = { statement: 'SELECT 1', sqlstate: '42703', message: 'no' };
    expect(usedBy({ ...finding('COLUMN_DROPPED', 'public.invoices.unknown'), failing }, CONTRACT)).toBe('used');
  });

  test('enums are unknown to a contract that never names them', () => {
    expect(usedBy(finding('ENUM_DROPPED', 'public.other'), { ...CONTRACT, enums: null })).toBe('unknown');
  });

  test('a replayed catalogue shows no use and no disuse', () => {
    const replayed = replayedContract({ relations: [], enums: [] });
    expect(usedBy(finding('TABLE_DROPPED', 'public.payments'), replayed)).toBe('unknown');
    expect(writesColumn(replayed, { schema: 'public', name: 'payments' }, 'id')).toBe('unknown');
  });
});

describe('a column is never written', () => {
  const invoices = { schema: 'public', name: 'invoices' };
  test.each([
    ['where the contract says so', CONTRACT, 'id', false],
    ['where the contract does not name it', CONTRACT, 'other', false],
    ['but one that is declared may be', CONTRACT, 'total', true],
    ['but of one that may be nobody knows', CONTRACT, 'tax', 'unknown'],
    ['but not while the contract was not read whole', { ...CONTRACT, gaps: ['x'] }, 'id', 'unknown'],
    [
      'but not where an insert names no columns',
      { ...CONTRACT, tables: [{ schema: null, name: 'invoices', columns: [], everyColumn: 'written' as const }] },
      'id',
      'unknown',
    ],
  ])('%s', (_, contract, column, written) => {
    expect(writesColumn(contract, invoices, column)).toBe(written);
  });

  test('and then no made-up statement writes it either', () => {
    const catalogue = catalogueOf({ invoices: ['id', 'total'] });
    expect(asWritten(catalogue, CONTRACT).relations[0]?.columns.map(({ name, generated }) => ({ name, generated }))).toEqual([
      { name: 'id', generated: 's' },
      { name: 'total', generated: '' },
    ]);
  });
});
