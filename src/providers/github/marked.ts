import type { Marked } from '../code-host.ts';
import { readRelease } from './read-release.ts';
import type { Scope } from './scope.ts';
import { readTag } from './tag.ts';

export async function marked(scope: Scope, tag: string, signal: AbortSignal): Promise<Marked> {
  const [commit, release] = await Promise.all([readTag(scope, tag, signal), readRelease(scope, tag, signal)]);
  if (release === null) return { commit, release };
  const { html_url, body, prerelease, immutable } = release;
  return { commit, release: { url: html_url, body: body ?? '', prerelease, immutable: immutable ?? false } };
}
