import { SwitchbackError } from '#domain/errors.ts';
import type { z } from 'zod';
import type { Answer } from '#src/http/answer.ts';
import type { Call } from './request.ts';

/**
 * The answer in the shape that the call promises.
 *
 * @throws SwitchbackError `provider_answer_invalid`
 */
export function read<T>(call: Call, answer: Answer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw answerInvalid(call, `has an unexpected shape at "${where}"`);
}

export function notFound(call: Call): SwitchbackError {
  return new SwitchbackError(
    'provider_not_found',
    `Sentry knows nothing at ${call.method} ${call.path}, so nothing was counted. Check the organization, the project and the DSN.`,
  );
}

export function answerInvalid(call: Call, found: string): SwitchbackError {
  return new SwitchbackError(
    'provider_answer_invalid',
    `Sentry's answer to ${call.method} ${call.path} ${found}, so it was not used. Compare the server's version with the documented API.`,
  );
}
