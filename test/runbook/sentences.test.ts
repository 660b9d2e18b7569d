import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { spokenSources } from '#src/cli/spoken-sources.ts';
import { sentences } from '#src/runbook/sentences.ts';

test('docs/sentences.md is what the code says: run npm run generate', () => {
  expect(readFileSync('docs/sentences.md', 'utf8')).toBe(sentences(spokenSources()));
});

test('a sentence is told by its file, once, with names for its values; what nobody reads is left out', () => {
  const text = `
    import { word } from './not said.ts';
    type Kind = 'not said either';
    export const title = 'Is it recovered?';
    export const said = (name: string) => \`There is no service \${name}, so \${count(name.length)} things\\nwere not done.\`;
    const again = 'Is it recovered?';
    log.warn({ name }, 'effect not done');
    const query = \`select id from incidents\`;
    const key = 'incident.opened';
  `;
  expect(
    sentences([{ path: 'src/a.ts', text }])
      .split('\n')
      .slice(4),
  ).toEqual(['## src/a.ts', '', '- Is it recovered?', '- There is no service {name}, so {length} things ⏎ were not done.', '']);
});
