import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';

const journalShape = z.looseObject({
  entries: z.array(z.looseObject({ idx: z.number(), version: z.string(), when: z.number(), tag: z.string(), breakpoints: z.boolean() })),
});

/**
 * Drizzle's journal with one entry more. Drizzle applies what is younger than the last migration that it applied, so the entry is younger than all
 * others, whatever the clock says.
 *
 * @throws SwitchbackError `provider_answer_invalid` where the text is no journal
 */
export function journalWith(journal: string, tag: string, now: number): string {
  const read = journalShape.safeParse(parseJson(journal));
  if (!read.success) {
    throw new SwitchbackError(
      'provider_answer_invalid',
      'The journal of Drizzle could not be read, so no entry was added. Repair meta/_journal.json.',
    );
  }
  const { entries } = read.data;
  const entry = {
    idx: Math.max(-1, ...entries.map(({ idx }) => idx)) + 1,
    version: entries.at(-1)?.version ?? '7',
    when: Math.max(now, ...entries.map(({ when }) => when + 1)),
    tag,
    breakpoints: true,
  };
  return `${JSON.stringify({ ...read.data, entries: [...entries, entry] }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
