import { z } from 'zod';
import { readIfThere } from './read.ts';
import type { Scope } from './scope.ts';

export const Release = z.object({
  id: z.int(),
  html_url: z.string(),
  body: z.string().nullish(),
  prerelease: z.boolean(),
  immutable: z.boolean().optional(),
});
export type Release = z.infer<typeof Release>;

/** Null where a tag has none; a draft is not found by its tag. */
export async function readRelease(scope: Scope, tag: string, signal: AbortSignal): Promise<Release | null> {
  const parameters = { ...scope.repo, tag };
  const question = { what: `the release ${tag}`, route: 'GET /repos/{owner}/{repo}/releases/tags/{tag}', parameters };
  return await readIfThere(scope, question, Release, signal);
}
