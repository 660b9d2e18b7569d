import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { incident } from '#machines/incident.ts';
import { withPicture } from '#src/runbook/readme-picture.ts';

test('the picture of the tree in README.md is the machine as it is; npm run generate draws it again', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('flowchart TD');
  expect(withPicture(readme, incident)).toBe(readme);
});

test('a README without its marks is refused, not overwritten', () => {
  expect(() => withPicture('# Switchback', incident)).toThrow('README.md has lost its marks');
});
