import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { Row } from '../database.ts';

/** What our own question about PostgreSQL's views came to. */
export function parseRows<Schema extends z.ZodType>(schema: Schema, rows: readonly Row[]): z.output<Schema>[] {
  const parsed = z.array(schema).safeParse(rows);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.');
  throw new SwitchbackError(
    'provider_answer_invalid',
    `PostgreSQL's own views do not look as they should at ${at}, so nothing was read from them. Report it with the version of the server.`,
  );
}
