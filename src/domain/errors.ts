/**
 * Every way in which Switchback itself can fail. A closed list: `docs/errors.md` has one heading per code
 * and a test compares the two. An expected outcome (a refused move, a stale click) is a value, never one of these.
 */
export const ERROR_CODES = [
  'config_invalid',
  'provider_unauthorized',
  'provider_not_found',
  'provider_rate_limited',
  'provider_unavailable',
  'provider_refused',
  'provider_answer_invalid',
  'outcome_unknown',
  'snapshot_invalid',
  'effect_unknown',
  'journal_broken',
  'store_unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The one error class. `message` says what was found, what was therefore not done, and what to do next.
 * `retryable` is true only where the same call may be made again without any risk of doing a thing twice.
 */
export class SwitchbackError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Milliseconds to wait before a retry, where the other side named it. */
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SwitchbackError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
