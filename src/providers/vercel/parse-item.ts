import type { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';

/** For lists where leaving one item out would read as agreement. */
export function parseItem<T>(what: string, schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'all of it').join(', ');
  throw new SwitchbackError(
    'provider_answer_invalid',
    `Vercel listed ${what} that cannot be read (${fields}), so the list was not used. Look at the project in Vercel's dashboard.`,
  );
}
