import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '#domain/errors.ts';

const sections = readFileSync('docs/errors.md', 'utf8').split(/^## /m).slice(1);

test('docs/errors.md has one heading for every error code, in their order', () => {
  expect(sections.map((section) => section.split('\n')[0])).toEqual([...ERROR_CODES]);
});

test('every error code is explained', () => {
  expect(sections.filter((section) => section.split('\n').slice(1).join(' ').trim().length < 80)).toEqual([]);
});
