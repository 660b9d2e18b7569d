import { expect, test } from 'vitest';
import { readDrill } from '#src/slack/read-drill.ts';

const DRILL = { schedule: 's', service: 'invoices', kind: 'rehearsal', channel: 'C_OPS', occurrence: 1, missedSince: null };

test('a reminder’s button is read back as it was written', () => {
  expect(readDrill(JSON.stringify(DRILL))).toEqual(DRILL);
  expect(readDrill(JSON.stringify({ ...DRILL, missedSince: 2 }))).toEqual({ ...DRILL, missedSince: 2 });
});

test.each([
  undefined,
  '',
  'null',
  '[]',
  '{}',
  'not JSON',
  JSON.stringify({ ...DRILL, service: 1 }),
  JSON.stringify({ ...DRILL, occurrence: '1' }),
  JSON.stringify({ ...DRILL, missedSince: undefined }),
])('%j is no reminder of ours', (value) => {
  expect(readDrill(value)).toBeNull();
});
