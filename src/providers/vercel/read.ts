import type { z } from 'zod';
import { parseAnswer } from '#src/http/parse-answer.ts';
import type { Vercel } from './options.ts';
import { request, type Call } from './request.ts';

/** One GET, parsed with our own narrow schema. `what` completes "when asked for …". */
export async function read<T>(options: Vercel, what: string, schema: z.ZodType<T>, call: Call, signal: AbortSignal): Promise<T> {
  const asked = `for ${what}`;
  const answer = await options.http.read({ ...(await request(options, call)), asked }, signal);
  return parseAnswer(schema, answer, { vendor: 'Vercel', asked, advice: "Look at the project in Vercel's dashboard." });
}
