import type { FixRequest } from '#machines/effects.ts';
import type { Proposal } from '#src/providers/code.ts';
import { plain } from '#src/schema/render/plain.ts';
import type { FixSummary } from '#src/schema/verdict/span-report.ts';
import type { Effect } from '#src/store/effects.ts';

const LONGEST_LINE = 300;

/** The same for the same effect, however often it is made: its branch is its key. */
export function proposalOf(
  { input, createdAt }: Pick<Effect<FixRequest>, 'input' | 'createdAt'>,
  { files, says, left, hurts, uncovered, removeLater }: Extract<FixSummary, { kind: 'proved' }>,
): Proposal {
  const { incident, service, mode, from, to } = input;
  const parts = [
    `Drafted by Switchback in incident ${incident} of ${service}, and proved on a scratch database. Nothing was run on production.`,
    `After it the code of ${from} is to run on the schema of ${to}.`,
    ...list('What to know before it is merged', says),
    ...list(
      'What still breaks the old code',
      left.map(({ message }) => message),
    ),
    ...list(
      'What it breaks of the live code',
      hurts.map(({ message }) => message),
    ),
    ...list('What a person must write', uncovered),
    ...list('To be removed later', removeLater),
  ];
  return {
    base: to,
    branch: `switchback/fix-${incident}-${from.slice(0, 7)}`,
    files,
    title: `${mode === 'drill' ? 'DRILL: ' : ''}fix: let the code of ${from.slice(0, 7)} run on today's schema`,
    body: parts.join('\n\n'),
    at: createdAt,
  };
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.map((line) => `- ${plain(line, LONGEST_LINE)}`).join('\n')}`];
}
