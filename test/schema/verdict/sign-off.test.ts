import { expect, test } from 'vitest';
import { found } from '#src/schema/diff/found.ts';
import type { Marker } from '#src/schema/markers/marker.ts';
import { signOffOf } from '#src/schema/verdict/sign-off.ts';

const MARKER: Marker = {
  says: 'breaking',
  reason: 'not read',
  restores: [],
  after: null,
  signedOffBy: null,
  file: '1.sql',
  line: 3,
  statement: { firstLine: 4, lastLine: 6, sharesLine: false },
  by: { author: 'Ada Lovelace', commit: 'abc' },
};
const at = (file: string | null, line: number | null) => ({ ...found('COLUMN_DROPPED', 'public.t.a', 'x'), file, line });

test.each([
  { given: 'in another file', finding: at('2.sql', 5), marker: MARKER },
  { given: 'on a line behind the statement', finding: at('1.sql', 7), marker: MARKER },
  { given: 'on no line', finding: at('1.sql', null), marker: MARKER },
  { given: 'nowhere', finding: at(null, null), marker: MARKER },
  { given: 'on its line, where the marker says safe', finding: at('1.sql', 5), marker: { ...MARKER, says: 'safe' as const } },
])('a finding $given is not marked, whoever approved', ({ finding, marker }) => {
  expect(signOffOf(finding, [marker], ['Ben'])).toEqual({ kind: 'not marked' });
});

test.each([
  { given: 'a reviewer', marker: MARKER, reviewers: ['Ben'], by: 'Ben' },
  { given: 'a name in the marker', marker: { ...MARKER, signedOffBy: 'Ben' }, reviewers: [], by: 'Ben' },
  { given: 'somebody beside the author', marker: { ...MARKER, signedOffBy: 'Ada Lovelace' }, reviewers: ['Ben'], by: 'Ben' },
  { given: 'anybody, where the author is not known', marker: { ...MARKER, by: null }, reviewers: ['Ada'], by: 'Ada' },
])('signed off by $given', ({ marker, reviewers, by }) => {
  expect(signOffOf(at('1.sql', 5), [marker], reviewers)).toEqual({ kind: 'signed off', by });
});

test.each([
  { given: 'nobody', marker: MARKER, reviewers: [], why: 'no reviewer has signed it off' },
  { given: 'its author', marker: MARKER, reviewers: ['ada lovelace'], why: 'signed off their own change' },
  {
    given: 'its author with an address',
    marker: { ...MARKER, signedOffBy: 'Ada Lovelace <ada@x>' },
    reviewers: [],
    why: 'signed off their own change',
  },
])('not signed off by $given', ({ marker, reviewers, why }) => {
  expect(signOffOf(at('1.sql', 5), [marker], reviewers)).toEqual({ kind: 'not signed off', why: expect.stringContaining(why) as string });
});
