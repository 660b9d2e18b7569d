import type { SwitchbackError } from '#domain/errors.ts';
import type { Answer } from './answer.ts';

/**
 * What is known of a write. There is no fourth kind for doubt: a write that may have been done throws `outcome_unknown`, and
 * whoever has one of these knows.
 */
export type Sent =
  /** The vendor took it. */
  | { readonly kind: 'taken'; readonly answer: Answer }
  /** The vendor looked at it and did nothing. `error` says so, for where the answer has no finer meaning. */
  | { readonly kind: 'refused'; readonly answer: Answer; readonly error: SwitchbackError }
  /** The vendor never saw it: nothing listens there, the name is unknown, the certificate is wrong, the time was over. */
  | { readonly kind: 'not sent'; readonly error: SwitchbackError };
