import { quoteAround } from '../quote.ts';

/** `path` and `body` may hold `$VARIABLES`. The answer to a request for a connection holds a live password: keep it off screens. */
export function neon(method: 'GET' | 'POST', path: string, body?: string): string {
  const sent = body === undefined ? '' : ` -H 'content-type: application/json' -d ${quoteAround(body)}`;
  return `curl -sS --fail-with-body -X ${method} -H "Authorization: Bearer $NEON_API_KEY"${sent} ${quoteAround(`https://console.neon.tech/api/v2${path}`)}`;
}
