import type { Answer } from '#src/http/answer.ts';
import { createHttp, type Http } from '#src/http/create-http.ts';
import type { Advice } from '#src/http/http-request.ts';
import { untilReset } from '#src/http/until-reset.ts';
import type { GithubOptions } from './options.ts';

/** GitHub documents them as "repeat the request there", as for a repository that was renamed. */
const REDIRECTS = [301, 302, 307, 308];

export function createGithubHttp({ auth, requestTimeoutMs }: GithubOptions): Http {
  return createHttp({
    vendor: 'GitHub',
    secrets: [auth.kind === 'token' ? auth.token : auth.privateKey],
    // Its sentence is shown where it refused a change, and nowhere else.
    said: () => ({ code: null, sentence: null }),
    advice: {
      provider_not_found: "It is not there, or the token may not see it. Check the repository's name and what the token may reach.",
      provider_rate_limited: 'It limits how much may be asked; ask again once the limit is over.',
      provider_answer_invalid: 'Look at the repository on GitHub.',
      outcome_unknown: 'Look at GitHub first.',
    },
    adviceOn,
    retryAfterMs: untilLimitIsOver,
    nothingDoneAt: REDIRECTS,
    ...(requestTimeoutMs === undefined ? {} : { attemptTimeoutMs: requestTimeoutMs }),
  });
}

function adviceOn({ status, headers }: Answer): Advice {
  if (REDIRECTS.includes(status)) {
    return { provider_answer_invalid: "It redirected, as it does for a repository that was renamed. Correct the repository's name." };
  }
  if (status === 401) return { provider_unauthorized: 'The token is wrong, expired or revoked: put a new one.' };
  const needs = headers.get('x-accepted-github-permissions');
  const missing = needs !== null && /^[\w=;, ]{1,100}$/.test(needs) ? ` It needs ${needs}.` : '';
  return { provider_unauthorized: `The token may not do that.${missing} Give it the permission.` };
}

/** Every answer of GitHub names the reset, also one that has nothing to do with the limit. */
function untilLimitIsOver(headers: Headers): number | null {
  const isOver = headers.get('x-ratelimit-remaining') === '0' && !headers.has('retry-after');
  return isOver ? untilReset(headers, 'x-ratelimit-reset') : null;
}
