import type { ErrorCode } from '#domain/errors.ts';
import type { PostgresOptions } from '#src/providers/postgres/options.ts';
import type { SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import type { SpanFingerprints, SpanReport } from '#src/schema/verdict/span-report.ts';

/** What the worker is asked, over the channel that its parent opened: a URL with its password is no argument and no variable of the environment. */
export interface Order {
  readonly kind: 'judge' | 'fingerprint';
  readonly question: SpanQuestion;
  readonly database: PostgresOptions | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Reply =
  | { readonly kind: 'judged'; readonly report: SpanReport }
  | { readonly kind: 'fingerprinted'; readonly fingerprints: SpanFingerprints }
  /** An error that the worker met on purpose, to be thrown again on this side. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };
