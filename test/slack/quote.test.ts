import { describe, expect, test } from 'vitest';
import { cut, sections } from '#src/slack/block-kit.ts';
import { dayAndTime } from '#src/slack/day-and-time.ts';
import { escape } from '#src/slack/escape.ts';
import { moment } from '#src/slack/moment.ts';
import { quote, quoteCode, quoteSentences } from '#src/slack/quote.ts';

describe('words of others', () => {
  test('cannot mention, link or end an escape early', () => {
    expect(escape('<!channel> <@U1> &lt; <https://a.b|c>')).toBe('&lt;!channel&gt; &lt;@U1&gt; &amp;lt; &lt;https://a.b|c&gt;');
    expect(quote('<!channel> & <@U1>', 100)).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  test('are one line without markup', () => {
    expect(quote('  a `code`\n*bold*\t~gone~ ', 100)).toBe('a ˋcodeˋ ∗bold∗ ∼gone∼');
    expect(quote('_journal.json, 0003_contract.sql and __tests__', 100)).toBe('ˍjournal.json, 0003_contract.sql and ˍˍtestsˍˍ');
  });

  test('cannot turn the line around or hide in it', () => {
    expect(quote('a\u202eevil\u0000b', 100)).toBe('a evil b');
  });

  test('are cut between characters and never inside an escape', () => {
    expect(quote('abc&&', 8)).toBe('abc&amp;…');
    expect(quote('ab😀😀', 4)).toBe('ab😀…');
    expect(quote('\ud83d alone', 20)).toBe('\ufffd alone');
    expect(quote('exact', 5)).toBe('exact');
    expect(quote('The column total does not exist', 29)).toBe('The column total does not…');
    expect(quote('The column total_before_tax', 26)).toBe('The column total_before_ta…');
  });

  test('keep the end of an error, where there is room for both ends', () => {
    const error = `The target fails: /invoices <all> answered 500: null value in column "total" violates not-null constraint`;
    expect(quote(error, 84)).toBe('The target fails: … null value in column "total" violates not-null constraint');
    expect(quote(`${'<'.repeat(40)} failed: column "total" does not exist`, 120).length).toBeLessThanOrEqual(121);
    expect(quote(`${'<'.repeat(40)} failed: column "total" does not exist`, 200)).toMatch(/column "total" does not exist$/);
  });

  test('stand in whole sentences where the first has room', () => {
    expect(quoteSentences('One is here. Two is longer. Three.', 20)).toBe('One is here.');
    expect(quoteSentences('A first sentence that is far too long. Two.', 20)).toBe('A first sentence tha…');
  });

  test('as code keep every mark but the backtick that would end it', () => {
    expect(quoteCode('meta/_journal.json *x* `y` <@U1>', 100)).toBe('`meta/_journal.json *x* ˋyˋ &lt;@U1&gt;`');
    expect(quoteCode('0123456789', 4)).toBe('`0123…`');
  });
});

test('plain text is cut between characters too', () => {
  expect(cut('ab😀😀', 4)).toBe('ab…');
  expect(cut('abcd', 4)).toBe('abcd');
  expect(cut('abcde', 4)).toBe('abc…');
});

test('lines are packed into as few blocks as hold them whole', () => {
  const lines = Array.from({ length: 4 }, (_, index) => String(index).repeat(1_000));
  const texts = sections(lines).map((block) => (block.type === 'section' ? block.text?.text : undefined));
  expect(texts).toEqual([`${lines[0]}\n${lines[1]}`, `${lines[2]}\n${lines[3]}`]);
});

test('times show in the reader’s own zone, or in UTC', () => {
  expect(moment(Date.UTC(2026, 10, 20, 2, 13, 5))).toBe('<!date^1795140785^{time_secs}|02:13:05 UTC>');
  expect(dayAndTime(Date.UTC(2026, 10, 20, 2, 13, 5))).toBe('<!date^1795140785^{date_short_pretty} {time}|2026-11-20 02:13 UTC>');
});

describe('a moment inside a sentence', () => {
  test('shows in the reader’s own zone: to the second, or with its day where no seconds are written', () => {
    expect(quote('Errors began with the deploy of 2026-11-20T02:13:05Z: 3 errors.', 100)).toBe(
      'Errors began with the deploy of <!date^1795140785^{time_secs}|02:13:05 UTC>: 3 errors.',
    );
    expect(quote('It has served since 2026-11-18T02:13Z.', 100)).toBe(
      'It has served since <!date^1794967980^{date_short_pretty} {time}|2026-11-18 02:13 UTC>.',
    );
  });

  test('is never halved, and counts by what is seen of it', () => {
    expect(quote('It began at 2026-11-20T02:13:05Z.', 23)).toBe('It began at <!date^1795140785^{time_secs}|02:13:05 UTC>.');
    expect(quote('It began at 2026-11-20T02:13:05Z and went on.', 24)).toBe('It began at <!date^1795140785^{time_secs}|02:13:05 UTC>…');
    expect(quote('It began a long time ago, at 2026-11-20T02:13:05Z.', 24)).toBe('It began a long…');
  });

  test('stays as it is written where it is none, is code, or is one of many', () => {
    expect(quote('2026-99-99T99:99:99Z and 2026-11-20T02:13:05.123Z', 100)).toBe('2026-99-99T99:99:99Z and 2026-11-20T02:13:05.123Z');
    expect(quoteCode('2026-11-20T02:13:05Z', 100)).toBe('`2026-11-20T02:13:05Z`');
    expect(quote('2026-11-20T02:13:05Z '.repeat(13), 400)).toMatch(/UTC> 2026-11-20T02:13:05Z$/);
  });
});
