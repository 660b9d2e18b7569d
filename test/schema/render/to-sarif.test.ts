import { expect, test } from 'vitest';
import { toSarif } from '#src/schema/render/to-sarif.ts';
import { sarifShape } from './sarif-shape.ts';
import { DROPPED, NOTE, NULLS, OPAQUE } from './reports.ts';

test('every finding is a result with its place, its rule and its level', () => {
  const log = sarifShape.parse(JSON.parse(toSarif([DROPPED, NULLS, OPAQUE, NOTE], 'db/migrations', '0.1.0')));
  const [run] = log.runs;

  expect(run?.tool.driver.rules.map(({ id, shortDescription }) => ({ id, text: shortDescription.text }))).toEqual([
    { id: 'COLUMN_DROPPED', text: 'column dropped' },
    { id: 'NOT_NULL_DROPPED', text: 'not null dropped' },
    { id: 'OPAQUE', text: 'opaque' },
  ]);
  expect(run?.results.map(({ ruleId, level }) => ({ ruleId, level }))).toEqual([
    { ruleId: 'COLUMN_DROPPED', level: 'error' },
    { ruleId: 'NOT_NULL_DROPPED', level: 'warning' },
    { ruleId: 'OPAQUE', level: 'error' },
    { ruleId: 'NOT_NULL_DROPPED', level: 'note' },
  ]);
  expect(run?.results[0]).toEqual({
    ruleId: 'COLUMN_DROPPED',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'public.invoices.total no longer exists.' },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'db/migrations/0003_contract.sql' }, region: { startLine: 3 } },
        logicalLocations: [{ fullyQualifiedName: 'public.invoices.total' }],
      },
    ],
    properties: { severity: 'hard', sqlstate: '42703' },
  });
});

test('a result whose place is not known still names its object', () => {
  const log = sarifShape.parse(JSON.parse(toSarif([NOTE], '', '0.1.0')));
  expect(log.runs[0]?.results[0]?.locations).toEqual([{ logicalLocations: [{ fullyQualifiedName: 'public.invoices.memo' }] }]);
});

test('a file name becomes a URI', () => {
  const log = sarifShape.parse(JSON.parse(toSarif([{ ...DROPPED, file: 'a b/ä#1.sql' }], './db', '0.1.0')));
  expect(log.runs[0]?.results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe('db/a%20b/%C3%A4%231.sql');
});

test('without findings it is a run without results', () => {
  expect(sarifShape.parse(JSON.parse(toSarif([], '', '0.1.0'))).runs[0]?.results).toEqual([]);
});
