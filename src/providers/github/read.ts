import { z } from 'zod';
import { orAbsent } from '#src/http/or-absent.ts';
import { parseAnswer } from '#src/http/parse-answer.ts';
import { request, type Call } from './request.ts';
import type { Scope } from './scope.ts';

const PER_PAGE = 100;

/** A read, by the words that complete "when asked for …". */
export interface Question extends Call {
  readonly what: string;
}

/** One GET, parsed with our own narrow schema. */
export async function read<T>(scope: Scope, question: Question, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const asked = `for ${question.what}`;
  const answer = await scope.http.read({ ...(await request(scope, question)), asked }, signal);
  return parseAnswer(schema, answer, { vendor: 'GitHub', asked, advice: 'Look at the repository on GitHub.' });
}

/**
 * The same; null where there is no such thing. GitHub says 404 for what a token may not see as well, so nothing is called absent before the
 * repository itself was seen.
 */
export async function readIfThere<T>(scope: Scope, question: Question, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | null> {
  const found = await orAbsent(read(scope, question, schema, signal));
  if (found !== null) return found;
  await read(
    scope,
    { what: 'the repository', route: 'GET /repos/{owner}/{repo}', parameters: scope.repo },
    z.object({ full_name: z.string() }),
    signal,
  );
  return null;
}

/** Every page of a list, up to `most` items; `more` where there were others. */
export async function readAll<T>(
  scope: Scope,
  question: Question,
  page: z.ZodType<readonly T[]>,
  most: number,
  signal: AbortSignal,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = [];
  for (let number = 1; ; number += 1) {
    const parameters = { ...question.parameters, per_page: PER_PAGE, page: number };
    const got = await read(scope, { ...question, parameters }, page, signal);
    items.push(...got);
    if (items.length >= most || got.length < PER_PAGE) {
      return { items: items.slice(0, most), more: items.length > most || (items.length === most && got.length === PER_PAGE) };
    }
  }
}
