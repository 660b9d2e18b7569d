import { refuse, type Answer } from './answer.ts';

const LIMIT = 40;
const CONCURRENT_LIMIT = 25;

export interface RateLimit {
  /** Counts one request and says, in the vendor's headers, how many are left in this second. */
  enter(): { readonly headers: Readonly<Record<string, string>>; readonly isOver: boolean };
}

/** A fixed window of one second and the count of it, by the machine's clock whatever the sandbox's own clock says. */
export function createRateLimit(): RateLimit {
  let second = 0;
  let used = 0;
  return {
    enter: () => {
      const current = Math.floor(Date.now() / 1000);
      if (current !== second) used = 0;
      second = current;
      used += 1;
      return {
        isOver: used > LIMIT,
        headers: {
          'x-sentry-rate-limit-limit': String(LIMIT),
          'x-sentry-rate-limit-remaining': String(Math.max(0, LIMIT - used)),
          'x-sentry-rate-limit-reset': String(second + 1),
          'x-sentry-rate-limit-concurrentlimit': String(CONCURRENT_LIMIT),
          'x-sentry-rate-limit-concurrentremaining': String(CONCURRENT_LIMIT - 1),
        },
      };
    },
  };
}

export const TOO_FREQUENT: Answer = refuse(
  429,
  `You are attempting to use this endpoint too frequently. Limit is ${LIMIT} requests in 1 seconds`,
);

export const TOO_CONCURRENT: Answer = refuse(
  429,
  `You are attempting to go above the allowed concurrency for this endpoint. Concurrency limit is ${CONCURRENT_LIMIT}`,
);
