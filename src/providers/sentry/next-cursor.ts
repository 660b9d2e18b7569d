/**
 * The cursor of the next page, or null at the end. Sentry always names a next page, and only `results="true"` says that it holds
 * anything. The URL in the header is never used: its host would be sent the token.
 */
export function nextCursor(link: string): string | null {
  for (const part of link.split(/,\s*(?=<)/)) {
    if (!part.includes('rel="next"') || !part.includes('results="true"')) continue;
    return /cursor="(?<cursor>[^"]+)"/.exec(part)?.groups?.['cursor'] ?? null;
  }
  return null;
}
