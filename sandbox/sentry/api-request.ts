/** One call of the Web API after the token was accepted. */
export interface ApiRequest {
  /** The decoded path segments that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Both or neither, as Sentry has it; null where they are missing, unreadable or the wrong way round. */
export function windowOf(query: URLSearchParams): Window | null {
  const start = Date.parse(query.get('start') ?? '');
  const end = Date.parse(query.get('end') ?? '');
  return Number.isNaN(start) || Number.isNaN(end) || start >= end ? null : { start, end };
}
