import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ITS_OWN_WAY = /(?<![.\w])fetch\(|['"](?:node:)?https?['"]|['"](?:undici|axios|got)['"]/;

test('no provider speaks HTTP in its own way', () => {
  const files = globSync('src/providers/**/*.ts').filter((file) => ITS_OWN_WAY.test(readFileSync(file, 'utf8')));
  expect(files).toEqual([]);
});

test.each(['await fetch(url)', "import { request } from 'node:https';", "import { fetch as ask } from 'undici';"])(
  '%s would be found',
  (source) => {
    expect(ITS_OWN_WAY.test(source)).toBe(true);
  },
);

test.each(['await http.fetch(url)', 'requestOf(vendor, (fetch) => use(fetch))'])('%s is right', (source) => {
  expect(ITS_OWN_WAY.test(source)).toBe(false);
});
