const DEADLINE_MS = 2_000;

export interface ExchangeRates {
  /** What one euro is worth. */
  of(currency: string): Promise<number>;
}

/** Somebody else's service: when it fails, so does whoever asks. */
export function createExchangeRates(url: string): ExchangeRates {
  return {
    async of(currency) {
      const response = await fetch(new URL(currency, url), { signal: AbortSignal.timeout(DEADLINE_MS) });
      if (!response.ok) throw new Error(`The exchange rates answered ${response.status}`);
      const rate = Number(await response.text());
      if (!(rate > 0)) throw new Error('The exchange rates answered with no rate');
      return rate;
    },
  };
}
