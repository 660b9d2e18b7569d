import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf } from './layers/imports-of.ts';
import { RULES, isAbout } from './layers/rules.ts';
import type { Rule } from './layers/rules.ts';

const FILES = new Map(globSync(['machines/**/*.ts', 'src/**/*.ts']).map((file) => [file, readFileSync(file, 'utf8')]));

describe.each(RULES)('$says', (rule) => {
  test('no file breaks it', () => {
    expect(violations(rule, FILES)).toEqual([]);
  });

  test('it looks at every folder that it is about', () => {
    for (const place of rule.about) {
      const files = [...FILES.keys()].filter((file) => file.startsWith(place));
      const looked = files.filter((file) => isAbout(rule, file));
      expect({ place, blind: files.length > 0 && looked.length === 0 }).toEqual({ place, blind: false });
    }
  });

  test('it reports a file that breaks it', () => {
    expect(violations(rule, new Map([rule.wrong]))).toHaveLength(1);
  });

  test('it lets a right file through', () => {
    expect(violations(rule, new Map([rule.right]))).toEqual([]);
  });
});

test('there are files to look at', () => {
  expect(FILES.has('src/domain/errors.ts')).toBe(true);
  expect([...FILES.keys()].some((file) => file.startsWith('machines/'))).toBe(true);
});

test('every way of importing is seen', () => {
  const source = [
    "import first from 'one';",
    'import {',
    '  second,',
    '  type Third,',
    "} from './two.ts';",
    "import type { Fourth } from '#domain/three.ts';",
    "export * from '../four.ts';",
    "import 'five';",
    "const six = await import('#machines/six.ts');",
  ].join('\n');

  expect(importsOf('src/slack/a.ts', source)).toEqual([
    { file: 'src/slack/a.ts', target: 'one', names: ['first'], typeOnly: false },
    { file: 'src/slack/a.ts', target: 'src/slack/two.ts', names: ['second', 'type Third'], typeOnly: false },
    { file: 'src/slack/a.ts', target: 'src/domain/three.ts', names: ['Fourth'], typeOnly: true },
    { file: 'src/slack/a.ts', target: 'src/four.ts', names: ['*'], typeOnly: false },
    { file: 'src/slack/a.ts', target: 'five', names: ['*'], typeOnly: false },
    { file: 'src/slack/a.ts', target: 'machines/six.ts', names: ['*'], typeOnly: false },
  ]);
});

function violations(rule: Rule, files: ReadonlyMap<string, string>): string[] {
  return [...files]
    .filter(([file]) => isAbout(rule, file))
    .flatMap(([file, source]) => importsOf(file, source))
    .filter((found) => !rule.allows(found))
    .map(({ file, target, names }) => `${file} imports ${names.join(', ')} from ${target}`);
}
