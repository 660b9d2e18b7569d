import type { Verdict } from '#domain/evidence.ts';
import type { Visit } from '#src/providers/deploys.ts';
import { errorText, schemaError } from './error-text.ts';

/** What one path of the target answered. */
export interface ProbeAnswer {
  readonly path: string;
  readonly verdict: Verdict;
  readonly status: number | null;
  /** Completes "path …". Untrusted text. */
  readonly said: string;
}

const LOGIN = /\b(?:login|signin|sign-in|sso|sso-api|auth)\b/i;

/**
 * A server error, or any refusal that blames the schema, contradicts. A missing page does not: the path may be newer than the target.
 *
 * @param url of the target; a redirect that leaves it says nothing about the target
 */
export function readAnswer(path: string, visit: Visit, url: string): ProbeAnswer {
  if (visit.kind === 'failed') return { path, verdict: 'unavailable', status: null, said: `could not be reached: ${visit.why}` };
  const { status } = visit;
  const answer = (verdict: Verdict, said: string): ProbeAnswer => ({ path, verdict, status, said });
  if (status >= 200 && status < 300) return answer('supports', `answered ${status}`);

  const blamed = schemaError(visit.body);
  if (status >= 500 || blamed !== null) {
    const text = blamed ?? errorText(visit.body);
    return answer('contradicts', `answered ${status}${text === null ? '' : `: ${text}`}`);
  }
  if (status >= 300 && status < 400) {
    const to = visit.location === null ? null : targetOf(visit.location, new URL(path, url));
    if (to === null) return answer('inconclusive', `answered ${status} without saying where to`);
    if (LOGIN.test(`${to.host}${to.pathname}`)) return answer('unavailable', `redirected (${status}) to a login at ${to.host}`);
    if (to.host !== new URL(url).host) return answer('inconclusive', `redirected (${status}) to another host, ${to.host}`);
    return answer('supports', `answered ${status}, to ${to.pathname}`);
  }
  if (status === 401 || status === 403) return answer('unavailable', `answered ${status}: it wants a login`);
  return answer('inconclusive', `answered ${status}, which does not say whether the target works`);
}

function targetOf(location: string, from: URL): URL | null {
  return URL.canParse(location, from.href) ? new URL(location, from) : null;
}
