import type { z } from 'zod';
import type { Answer } from '#src/http/answer.ts';
import { orAbsent } from '#src/http/or-absent.ts';
import { nextCursor } from './next-cursor.ts';
import { answerInvalid, read } from './read.ts';
import type { Call, Request } from './request.ts';

const MOST_PAGES = 20;

/** Every item of every page; null when there is nothing at that path (404). More than 20 pages are refused, not cut. */
export async function pages<T>(request: Request, call: Call, item: z.ZodType<T[]>, signal: AbortSignal): Promise<readonly T[] | null> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const paged: Call = { ...call, query: { ...call.query, ...(cursor === null ? {} : { cursor }) } };
    const answer: Answer | null = cursor === null ? await orAbsent(request(paged, signal)) : await request(paged, signal);
    if (answer === null) return null;
    items.push(...read(paged, answer, item));
    cursor = nextCursor(answer.headers.get('link') ?? '');
    if (cursor === null) return items;
  }
  throw answerInvalid(call, `has more than ${MOST_PAGES} pages`);
}
