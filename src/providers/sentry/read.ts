import { SwitchbackError } from '#domain/errors.ts';
import type { z } from 'zod';
import type { Call, Reply } from './request.ts';

/**
 * The reply in the shape that the call promises.
 *
 * @throws SwitchbackError `provider_not_found`, `provider_answer_invalid`
 */
export function read<T>(call: Call, reply: Reply, schema: z.ZodType<T>): T {
  if (reply.status === 404) throw notFound(call);
  const parsed = schema.safeParse(reply.json);
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
