import type { z } from 'zod';
import { cutText } from '#domain/cut-text.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { Answer } from './answer.ts';

/** Names of fields may be the vendor's. */
const LONGEST = 200;

/**
 * What was asked for, in our own narrow shape. `asked` is as in the request, `advice` a whole sentence.
 *
 * @throws SwitchbackError `provider_answer_invalid`, which names the fields and never what is in them.
 */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: Answer, told: { vendor: string; asked: string; advice: string }): T {
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const fields = cutText(parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole answer').join(', '), LONGEST);
  throw new SwitchbackError(
    'provider_answer_invalid',
    `${told.vendor}'s answer when asked ${told.asked} is missing or has changed: ${fields}. It was not used. ${told.advice}`,
  );
}
