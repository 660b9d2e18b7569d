import { describe, expect, test } from 'vitest';
import { ago, moment } from '#sandbox/page/client/blocks/moment.ts';
import { READER } from '../fixtures/reader.ts';
import { wordsOf } from '../to-html.ts';

const SECONDS = '1795183331';

function drawn(format: string, seconds = SECONDS): string {
  return wordsOf(moment(seconds, format, 'the fallback', READER));
}

describe('a time in a message', () => {
  test('is written in the reader’s own time zone', () => {
    expect(drawn('{time}')).toBe('15:02');
    expect(drawn('at {time_secs} on {date_num}')).toBe('at 15:02:11 on 20/11/2026');
    expect(drawn('{date}')).toBe('20 November 2026');
  });

  test('is today, yesterday or tomorrow where the format says pretty', () => {
    expect(drawn('{date_short_pretty} {time}')).toBe('today 15:02');
    expect(drawn('{date_pretty}', '1795096931')).toBe('yesterday');
    expect(drawn('{date_long_pretty}', '1795269731')).toBe('tomorrow');
    expect(drawn('{date_short_pretty}', '1794000000')).toBe('6 Nov 2026');
  });

  test('keeps what the format does not know', () => {
    expect(drawn('{century} {time}')).toBe('{century} 15:02');
  });

  test.each(['soon', '', '1e30'])('is the fallback where the time is %j', (seconds) => {
    expect(drawn('{time}', seconds)).toBe('the fallback');
  });
});

test('an age has one unit', () => {
  const at = 1_000_000_000;
  expect([0, 4, 40, 60, 200, 7_300, 90_000, 200_000].map((seconds) => ago(at, at + seconds * 1000))).toEqual([
    'just now',
    'just now',
    '40 s ago',
    '1 min ago',
    '3 min ago',
    '2 h ago',
    '1 day ago',
    '2 days ago',
  ]);
});
