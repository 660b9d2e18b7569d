import { ALL_VENDORS } from '#src/providers/vendors.ts';
import type { Problem, Reading } from './problem.ts';
import { readVariable, type Env } from './read-variable.ts';
import type { UsedSection } from './used-sections.ts';

/** The vendors' own variables, of those that a service uses: nobody needs the token of another. */
export function readTokens(used: readonly UsedSection[], env: Env): Reading<Readonly<Record<string, string>>> {
  const problems: Problem[] = [];
  const names = new Set(used.map(({ name }) => name));
  const wanted = ALL_VENDORS.filter(([name]) => names.has(name)).flatMap(([, { variables }]) => Object.entries(variables));
  const tokens = wanted.map(([name, { objection, source }]): [string, string] => {
    const reading = readVariable(env, name);
    problems.push(...reading.problems);
    if (reading.problems.length > 0) return [name, ''];
    const says = reading.value === null ? 'is not set' : objection(reading.value);
    if (says !== null) problems.push({ name, says: `${says}; ${source}`, line: null });
    return [name, reading.value ?? ''];
  });
  return { value: Object.fromEntries(tokens), problems };
}
