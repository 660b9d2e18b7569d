import type { Subject } from '#src/providers/by-hand.ts';
import { quote } from '#src/shell/quote.ts';

/** Uncached, without cookies, and without anything that pins the request to one deployment. */
export function askTheApp({ productionUrl, identityPath }: Subject): readonly string[] {
  if (identityPath === null) return [];
  return [`curl -sS -H ${quote('cache-control: no-cache')} ${quote(`${productionUrl}${identityPath}?asked=`)}"$(date +%s)"`];
}

/** The status alone. */
export function statusOf(url: string): string {
  return `curl -sS -o /dev/null -w ${quote('%{http_code}')} ${quote(url)}`;
}
