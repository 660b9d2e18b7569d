import type { Tool } from '../migration.ts';
import type { SpanFingerprints, SpanReport } from './span-report.ts';

/** Would the code of one commit run on the schema that the migrations of another one make? */
export interface SpanQuestion {
  /** Absolute path of a local clone. */
  readonly repository: string;
  /** Full commit ids: the code to go back to, and the code whose migrations the database has. */
  readonly from: string;
  readonly to: string;
  /** Where the migrations are, from the top of the repository; null to find them. */
  readonly folder: string | null;
  /** Null to tell it from the files. */
  readonly tool: Tool | null;
}

/**
 * Never throws for what the files or the scratch database do: such reports are `unknown` and say why.
 *
 * @throws SwitchbackError `provider_not_found`, `provider_unavailable` where the repository could not be read.
 */
export type JudgeSpan = (question: SpanQuestion, signal: AbortSignal) => Promise<SpanReport>;

/**
 * What a report of this question would be made from now, without making it: of the files at both commits, and of the live catalogue where a
 * database is configured and answers. `replayed` is null.
 *
 * @throws SwitchbackError as `JudgeSpan` does.
 */
export type FingerprintSpan = (question: SpanQuestion, signal: AbortSignal) => Promise<SpanFingerprints>;
