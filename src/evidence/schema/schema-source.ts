import type { SpanReport } from '#src/schema/verdict/span-report.ts';

/** One way back: the code to go back to, and the code whose migrations the database has. Full commit ids. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface KnownReport {
  readonly report: SpanReport;
  readonly basis: Basis;
}

export type Basis =
  | { readonly kind: 'judged now' }
  /** Kept from earlier; what it was made from is the same today. `schemaRead`: the live schema is part of that, and was read again. */
  | { readonly kind: 'kept'; readonly computedAt: number; readonly schemaRead: boolean };

/**
 * What is known about the ways back of one service.
 *
 * @throws SwitchbackError where the repository cannot be read or the judge failed.
 */
export interface SchemaSource {
  /** What is kept and still holds, else what is found now. Asking for the same span twice at once judges it once. */
  ask(span: Span, signal: AbortSignal): Promise<KnownReport>;
  /** Only what is kept and still holds. */
  kept(span: Span, signal: AbortSignal): Promise<KnownReport | null>;
}
