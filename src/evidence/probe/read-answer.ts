import type { Verdict } from '#domain/evidence.ts';
import type { Probe } from '#domain/probe.ts';
import type { Visit } from '#src/providers/deploys.ts';
import { blamesAnother } from './blames-another.ts';
import { bodyFault } from './body-fault.ts';
import { errorText } from './error-text.ts';
import { LOGIN_ADDRESS } from './login-address.ts';
import { onOneLine } from './on-one-line.ts';
import { schemaError } from './schema-error.ts';

/** What one path of the target answered. */
export interface ProbeAnswer {
  readonly path: string;
  readonly verdict: Verdict;
  readonly status: number | null;
  /** Completes "path …". Untrusted text. */
  readonly said: string;
}

type Answered = Extract<Visit, { kind: 'answered' }>;
type Judged = Pick<ProbeAnswer, 'verdict' | 'said'>;

/** These without content by definition. */
const NO_CONTENT = new Set([204, 205]);

/**
 * The body is read before the status decides: an app that fails may well answer 200. A missing page does not contradict: the path may
 * be newer than the target.
 *
 * @param url of the target; a redirect that leaves it says nothing about the target
 */
export function readAnswer(probe: Probe, visit: Visit, url: string): ProbeAnswer {
  const { path } = probe;
  if (visit.kind === 'failed') return { path, verdict: 'unavailable', status: null, said: `could not be reached: ${visit.why}` };
  return { path, status: visit.status, ...judge(probe, visit, url) };
}

function judge(probe: Probe, { status, body, location }: Answered, url: string): Judged {
  const blamed = schemaError(body);
  if (blamed !== null) return { verdict: 'contradicts', said: `answered ${status}: ${blamed}` };
  if (status >= 500) return serverError(status, body);
  if (status >= 300 && status < 400) return redirected(status, location, new URL(probe.path, url));
  if (status === 401 || status === 403) return { verdict: 'unavailable', said: `answered ${status}: it wants a login` };
  if (status < 200 || status >= 400)
    return { verdict: 'inconclusive', said: `answered ${status}, which does not say whether the target works` };
  const fault = NO_CONTENT.has(status) ? null : bodyFault(body);
  if (fault?.verdict === 'unavailable') return { ...fault, said: `answered ${status}${fault.said}` };
  const broken = against(probe, body);
  if (broken !== null) return { verdict: 'contradicts', said: `answered ${status} ${broken}` };
  if (fault !== null) return { ...fault, said: `answered ${status}${fault.said}` };
  return { verdict: 'supports', said: `answered ${status}` };
}

function serverError(status: number, body: string): Judged {
  const text = errorText(body);
  if (text === null) return { verdict: 'contradicts', said: `answered ${status}` };
  if (!blamesAnother(text, status)) return { verdict: 'contradicts', said: `answered ${status}: ${text}` };
  return { verdict: 'inconclusive', said: `answered ${status}: ${text}, which is the failure of something that it asks` };
}

/** What the configuration asks of an answer and this one breaks. */
function against({ must, mustNot }: Probe, body: string): string | null {
  const missing = must.find((text) => !body.includes(text));
  if (missing !== undefined) return `without “${onOneLine(missing)}”, which must be in it`;
  const there = mustNot.find((text) => body.includes(text));
  return there === undefined ? null : `with “${onOneLine(there)}”, which must not be in it`;
}

function redirected(status: number, location: string | null, from: URL): Judged {
  const to = location === null ? null : URL.parse(location, from.href);
  if (to === null) return { verdict: 'inconclusive', said: `answered ${status} without saying where to` };
  if (LOGIN_ADDRESS.test(`${to.host}${to.pathname}`))
    return { verdict: 'unavailable', said: `redirected (${status}) to a login at ${to.host}` };
  if (to.host !== from.host) return { verdict: 'inconclusive', said: `redirected (${status}) to another host, ${to.host}` };
  if (/^\/(?:_?error|[45]\d\d|maintenance|not-found)\b/i.test(to.pathname)) {
    return { verdict: 'inconclusive', said: `redirected (${status}) to ${to.pathname}` };
  }
  return { verdict: 'supports', said: `answered ${status}, to ${to.pathname}` };
}
