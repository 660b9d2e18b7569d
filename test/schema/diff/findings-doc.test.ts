import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FACTS } from '#src/schema/diff/facts.ts';
import { FINDING_CODES } from '#src/schema/finding.ts';
import type { FindingCode } from '#src/schema/finding.ts';

const sections = readFileSync('docs/findings.md', 'utf8').split(/^## /m).slice(1);

test('docs/findings.md has one heading for every finding code, in their order', () => {
  expect(sections.map((section) => section.split('\n')[0])).toEqual([...FINDING_CODES]);
});

test.for(sections.map((section) => [section.split('\n')[0] ?? '', section] as const))(
  '%s says what is seen, its SQLSTATE, the fix and an example',
  ([code, section]) => {
    expect(section).toMatch(/^[A-Z_]+\n\n.{20,}\n\n- SQLSTATE: .+\n- Usual fix: .+\n- Example: `.+`\n/s);
    const said = section.split('\n').find((line) => line.startsWith('- SQLSTATE'));
    expect(said).toContain(FACTS[code as FindingCode].sqlstate ?? '');
  },
);
