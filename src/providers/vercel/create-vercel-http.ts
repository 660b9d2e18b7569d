import { createHttp, type Http } from '#src/http/create-http.ts';
import type { VercelOptions } from './options.ts';
import { vercelWords } from './vercel-words.ts';

export function createVercelHttp(options: VercelOptions): Http {
  const { token, protectionBypass, requestTimeoutMs } = options;
  return createHttp({
    vendor: 'Vercel',
    secrets: [token, ...(protectionBypass === null ? [] : [protectionBypass])],
    // Its sentence is shown where a move was refused, and nowhere else.
    said: (json) => ({ code: vercelWords(json).code, sentence: null }),
    advice: {
      provider_unauthorized: 'Check the token and its scope; a missing or wrong teamId is a usual cause.',
      provider_not_found: 'Check the ids; a missing or wrong teamId is a usual cause.',
      provider_answer_invalid: "Look at the project in Vercel's dashboard.",
    },
    ...(requestTimeoutMs === undefined ? {} : { attemptTimeoutMs: requestTimeoutMs }),
  });
}
