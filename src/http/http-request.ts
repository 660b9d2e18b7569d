import type { ErrorCode } from '#domain/errors.ts';

/** One request, as plain data, with the words in which a failure of it is told. */
export interface HttpRequest {
  /** Completes "when asked …": `for the project`, `to turn auto-assignment on`. */
  readonly asked: string;
  /** Completes ", so …" where it certainly was not done: `it was not read`, `nothing was changed`. */
  readonly undone?: string;
  /** What to do next, by code, where this request knows better than the vendor's own advice. */
  readonly advice?: Advice;
  /** GET unless said. */
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * What a 2xx must carry to be one. `json`, unless said: anything else, a login page of a proxy too, is no answer. `text`: whatever it is.
   * `status`: nothing, and the body of a write is not waited for, so that one which hangs does not turn a yes into doubt.
   */
  readonly answer?: 'json' | 'text' | 'status';
  /** For a write that may be made again without any risk of doing a thing twice: then doubt about it is `retryable`. */
  readonly harmlessAgain?: boolean;
}

/** Whole sentences. */
export type Advice = Readonly<Partial<Record<ErrorCode, string>>>;
