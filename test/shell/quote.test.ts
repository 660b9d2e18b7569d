import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { quote, quoteAround } from '#src/shell/quote.ts';

describe('quote', () => {
  const words = [
    'plain',
    'https://a.example/b?c=d&e=f',
    "it's",
    '$(id)',
    '`id`',
    '"; id; "',
    '$HOME',
    '*',
    '~',
    '!!',
    'a b',
    '-rf',
    '\\',
    '',
  ];
  for (const word of words) {
    test(`a shell reads ${JSON.stringify(word)} as that one word`, () => {
      expect(shell(`printf '%s|' ${quote(word)}`)).toBe(`${word}|`);
    });
  }

  test('a plain word is left readable', () => {
    expect(quote('dpl_5WJWYSyB7BpgTj3EuwF37WMRBXBtQh')).toBe('dpl_5WJWYSyB7BpgTj3EuwF37WMRBXBtQh');
  });

  test('what would end a paste or run a line is taken out', () => {
    expect(quote('a\u001B[201~b\nc')).toBe("'a [201~b c'");
  });
});

test('quoteAround leaves variables to the shell and nothing else', () => {
  expect(shell(`PROJECT_ID='a b'; printf '%s|' ${quoteAround('/v1/$PROJECT_ID/$(id)?x=1&y=2')}`)).toBe('/v1/a b/$(id)?x=1&y=2|');
});

function shell(script: string): string {
  return spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).stdout;
}
