import { expect, test } from 'vitest';
import type { Contract } from '#src/schema/contract/contract.ts';
import { found } from '#src/schema/diff/found.ts';
import { byUsage } from '#src/schema/verdict/by-usage.ts';

const CONTRACT: Contract = {
  source: 'prisma schema',
  files: ['prisma/schema.prisma'],
  tables: [{ schema: null, name: 't', columns: [{ name: 'a', written: true }], everyColumn: 'no' }],
  enums: [],
  statements: [],
  gaps: [],
};
const DROPPED = found('COLUMN_DROPPED', 'public.t.b', 'It is gone.');

test('what the code does not name is a caveat, and says where that was read', () => {
  expect(byUsage([DROPPED], CONTRACT)).toEqual([
    { ...DROPPED, severity: 'conditional', message: 'It is gone. The code to go back to does not name it (prisma/schema.prisma).' },
  ]);
});

test.each([
  { given: 'names it', finding: found('COLUMN_DROPPED', 'public.t.a', 'x') },
  {
    given: 'was seen to fail on it',
    finding: { ...DROPPED, failing: { statement: 'select b from t', sqlstate: '42703', message: 'no' } },
  },
])('it is said who still uses it where the code $given', ({ finding }) => {
  expect(byUsage([finding], CONTRACT)).toEqual([{ ...finding, usedBy: 'prisma/schema.prisma' }]);
});

test.each([
  { given: 'its contract was not read whole', finding: DROPPED, contract: { ...CONTRACT, gaps: ['A file could not be read.'] } },
  { given: 'it states nothing', finding: DROPPED, contract: { ...CONTRACT, source: 'replayed catalogue' as const } },
  { given: 'it is no break anyway', finding: found('NOT_NULL_DROPPED', 'public.t.b', 'x'), contract: CONTRACT },
  { given: 'it cannot be told', finding: found('OPAQUE', 'public.t.b', 'x'), contract: CONTRACT },
])('a finding stays as it is where $given', ({ finding, contract }) => {
  expect(byUsage([finding], contract)).toEqual([finding]);
});
