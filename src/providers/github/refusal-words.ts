import { z } from 'zod';
import { cutText } from '#domain/cut-text.ts';

const ERROR_BODY = z.object({
  message: z.string(),
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string().optional(), field: z.string().optional(), code: z.string().optional() })]))
    .optional(),
});

const LONGEST_SENTENCE = 300;
/** GitHub's own forms of tokens, and a JSON web token of an App: it may quote one that is not ours. */
const SECRETS = /\b(?:gh[a-z]_\w+|github_pat_\w+|eyJ[\w-]+\.[\w-]+\.[\w-]+)|(?<=\b(?:bearer|token) )\S{20,}/gi;

/** GitHub's own words for a refusal, fit to show: one line, shortened, without a secret. Untrusted text. */
export function refusalWords(json: unknown): string {
  const body = ERROR_BODY.safeParse(json);
  if (!body.success) return 'GitHub gave no reason.';
  const details = (body.data.errors ?? []).map((error) =>
    typeof error === 'string' ? error : (error.message ?? `${error.field ?? 'a field'} is ${error.code ?? 'wrong'}`),
  );
  const line = [body.data.message, ...details].join(': ').replaceAll(SECRETS, '[redacted]').replaceAll(/\s+/g, ' ').trim();
  return cutText(line.toWellFormed(), LONGEST_SENTENCE);
}
