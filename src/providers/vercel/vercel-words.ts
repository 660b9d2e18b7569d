import { z } from 'zod';
import type { VendorWords } from '#src/http/vendor-words.ts';

const ERROR = z.object({ error: z.object({ code: z.string().optional(), message: z.string().optional() }) });

/** The vendor's own `{error: {code, message}}`; nulls where the body is something else. `sentence` is untrusted text. */
export function vercelWords(json: unknown): VendorWords {
  const body = ERROR.safeParse(json);
  if (!body.success) return { code: null, sentence: null };
  const { code, message } = body.data.error;
  return { code: code !== undefined && /^[\w.-]{1,80}$/.test(code) ? code : null, sentence: message ?? null };
}
