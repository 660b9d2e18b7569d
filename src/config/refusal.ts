import { basename } from 'node:path';
import type { Problem } from './problem.ts';

/** Why the bot does not start: every problem on a line of its own, in the order of the file. */
export function refusal(problems: readonly Problem[], path: string, nothingConfigured: boolean): string {
  const lines = problems
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ name, says, line }) => `  ${name} ${says}${line === null ? '' : ` (${basename(path)}:${line})`}`);
  return [
    'Switchback cannot start:',
    ...new Set(lines),
    'See docs/configuration.md for where each value comes from.',
    ...(nothingConfigured ? ['Nothing is configured yet. To see it work first, with no accounts: npm run rehearse'] : []),
  ].join('\n');
}
