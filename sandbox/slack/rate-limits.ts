export type Tier = 2 | 3 | 4 | 'per channel' | 'none';

/** `scale` multiplies every budget. */
export type RateLimits = 'strict' | 'off' | { readonly scale: number };

export interface RateLimiter {
  /** Takes one call; answers how many whole seconds to wait when there is none left. */
  readonly take: (method: string, tier: Tier, channel: string | null) => number | null;
}

/** Calls that may come at once, and calls a minute after that. Slack promises "about one a second" for a channel, with short bursts. */
const BUDGETS = {
  2: { burst: 20, perMinute: 20 },
  3: { burst: 50, perMinute: 50 },
  4: { burst: 100, perMinute: 100 },
  'per channel': { burst: 10, perMinute: 60 },
} as const;

export function createRateLimiter(limits: RateLimits, now: () => number): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const scale = typeof limits === 'object' ? limits.scale : 1;
  return {
    take: (method, tier, channel) => {
      if (limits === 'off' || tier === 'none') return null;
      const burst = BUDGETS[tier].burst * scale;
      const perMs = (BUDGETS[tier].perMinute * scale) / 60_000;
      const key = tier === 'per channel' ? `${method} ${channel ?? ''}` : method;
      const bucket = buckets.get(key) ?? { tokens: burst, at: now() };
      const tokens = Math.min(burst, bucket.tokens + (now() - bucket.at) * perMs);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now() });
      return allowed ? null : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
    },
  };
}
