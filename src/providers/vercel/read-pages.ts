import type { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { Call } from './request.ts';
import type { Vercel } from './options.ts';
import { read } from './read.ts';
import type { Page } from './schemas.ts';

/** Every item of a list, over all its pages. Items stay unparsed: one that has drifted is the reader's decision, not the page's. */
export async function readPages(
  options: Vercel,
  what: string,
  schema: z.ZodType<Page>,
  page: (until: number | undefined) => Call,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let until: number | undefined;
  for (;;) {
    const { items: found, next } = await read(options, what, schema, page(until), signal);
    items.push(...found);
    if (next === null) return items;
    if (until !== undefined && next >= until) {
      throw new SwitchbackError(
        'provider_answer_invalid',
        `Vercel's pages for ${what} do not end, so the list was not used. Look at the project in Vercel's dashboard.`,
      );
    }
    until = next;
  }
}
