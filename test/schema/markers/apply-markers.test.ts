import { describe, expect, test } from 'vitest';
import type { Finding } from '#src/schema/finding.ts';
import { applyMarkers } from '#src/schema/markers/apply-markers.ts';
import type { Marker } from '#src/schema/markers/marker.ts';
import { MARA } from './script.ts';

const DROPPED: Finding = {
  code: 'COLUMN_DROPPED',
  severity: 'hard',
  object: 'public.invoices.total',
  sqlstate: '42703',
  file: '0003_contract.sql',
  line: 3,
  message: 'public.invoices.total no longer exists.',
  failing: null,
};

const SAFE: Marker = {
  says: 'safe',
  reason: 'nobody reads it',
  restores: [],
  after: null,
  signedOffBy: null,
  file: '0003_contract.sql',
  line: 2,
  statement: { firstLine: 3, lastLine: 3, sharesLine: false },
  by: MARA,
};

const BREAKING: Marker = { ...SAFE, says: 'breaking', reason: 'the export job reads it' };

describe('a marker that says safe', () => {
  test('lowers the finding of its statement, and shows the reason, the author and the commit', () => {
    expect(applyMarkers([DROPPED], [SAFE])).toEqual({
      findings: [
        {
          ...DROPPED,
          severity: 'note',
          message: 'public.invoices.total no longer exists. Marked safe by Mara Lindqvist in abc1234: nobody reads it.',
        },
      ],
      idle: [],
    });
  });

  test.each([
    [
      'a statement that was executed and failed',
      { ...DROPPED, failing: { statement: 'SELECT total FROM invoices', sqlstate: '42703', message: 'column "total" does not exist' } },
      SAFE,
      'The marker that says safe does not count: a statement of the old code was executed and failed with 42703.',
    ],
    [
      'an unknown author',
      DROPPED,
      { ...SAFE, by: null },
      'The marker that says safe does not count: it is not known who wrote it, in which commit.',
    ],
    [
      'a line that it shares',
      DROPPED,
      { ...SAFE, statement: { ...SAFE.statement, sharesLine: true } },
      'The marker that says safe does not count: its statement shares a line with another one; give each a line of its own.',
    ],
    [
      'a commit that the target is not known to have',
      DROPPED,
      { ...SAFE, after: 'v2' },
      'The marker that says safe does not count: nothing shows that the code to go back to has v2.',
    ],
  ])('never lowers below %s', (_, finding, marker, why) => {
    expect(applyMarkers([finding], [marker])).toEqual({
      findings: [{ ...finding, message: `${finding.message} ${why}` }],
      idle: [{ marker, why }],
    });
  });

  test('does nothing to other statements and other files', () => {
    const elsewhere = [
      { ...DROPPED, line: 4 },
      { ...DROPPED, file: '0004_next.sql' },
      { ...DROPPED, line: null },
    ];

    expect(applyMarkers(elsewhere, [SAFE])).toEqual({
      findings: elsewhere,
      idle: [{ marker: SAFE, why: 'Nothing was found in its statement.' }],
    });
  });
});

describe('a marker that says breaking', () => {
  test.each(['note', 'conditional', 'data', 'unknown', 'hard'] as const)('makes a finding that was %s hard', (severity) => {
    const { findings } = applyMarkers([{ ...DROPPED, severity }], [{ ...BREAKING, by: null }]);

    expect(findings).toEqual([
      { ...DROPPED, severity: 'hard', message: 'public.invoices.total no longer exists. Marked breaking: the export job reads it.' },
    ]);
  });

  test('is a finding itself where nothing was found in its statement', () => {
    expect(applyMarkers([], [BREAKING])).toEqual({
      findings: [
        {
          code: 'MARKED_BREAKING',
          severity: 'hard',
          object: '0003_contract.sql',
          sqlstate: null,
          file: '0003_contract.sql',
          line: 3,
          message: 'Marked breaking by Mara Lindqvist in abc1234: the export job reads it.',
          failing: null,
        },
      ],
      idle: [],
    });
  });

  test('outweighs one that says safe about the same statement', () => {
    expect(applyMarkers([DROPPED], [SAFE, BREAKING]).findings.map(({ severity }) => severity)).toEqual(['hard']);
  });

  test('says safe to code that already has the commit after which nobody misses it', () => {
    const marker = { ...BREAKING, after: 'v2' };

    expect(
      applyMarkers([DROPPED], [marker], (after) => after === 'v2').findings.map(({ severity, message }) => ({ severity, message })),
    ).toEqual([
      {
        severity: 'note',
        message:
          'public.invoices.total no longer exists. Marked safe for code that has v2 by Mara Lindqvist in abc1234: the export job reads it.',
      },
    ]);
    expect(applyMarkers([DROPPED], [marker], () => false).findings.map(({ severity }) => severity)).toEqual(['hard']);
    expect(applyMarkers([DROPPED], [marker], () => null).findings.map(({ severity }) => severity)).toEqual(['hard']);
  });
});
