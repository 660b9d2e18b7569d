import { isDeepStrictEqual } from 'node:util';
import { SwitchbackError } from '#domain/errors.ts';
import type { Log } from '#src/engine/engine.ts';
import type { Code } from '#src/providers/code.ts';
import type { KnownReport, SchemaSource, Span } from '#src/evidence/schema/schema-source.ts';
import { orAborted } from '#src/evidence/within-deadline.ts';
import { compareFingerprints, type Fingerprint } from '#src/schema/catalogue/fingerprint.ts';
import type { FingerprintSpan, JudgeSpan, SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import type { SpanFingerprints, SpanReport } from '#src/schema/verdict/span-report.ts';
import { keepReport, readReport, type ReportKey } from '#src/store/schema-reports.ts';
import type { Store } from '#src/store/store.ts';

/** Of the shape of a stored report. It rises with every release in which a report says more, or something else, than before. */
const REPORT_VERSION = 1;

/** The longest that a report may take. A cold one over a long history takes about ten seconds. */
const LONGEST_MS = 60_000;

export interface SchemaSourceParts {
  readonly store: Store;
  /** Where the commits of a span are fetched from where the clone lacks them. */
  readonly code: Pick<Code, 'bring'>;
  readonly judge: JudgeSpan;
  readonly fingerprint: FingerprintSpan;
  readonly now: () => number;
  readonly log: Log;
  /** Aborts when the process stops. */
  readonly stopped: AbortSignal;
}

/**
 * Reports on the ways back of one service: kept from when they were made, for as long as the files and the live schema are the same. One that
 * is `unknown` is never kept: whatever kept it from being known may be gone the next time.
 */
export function createSchemaSource(
  parts: SchemaSourceParts,
  service: string,
  settings: Pick<SpanQuestion, 'repository' | 'folder' | 'tool'>,
): SchemaSource {
  const underWay = new Map<string, Promise<KnownReport>>();

  const find = async (span: Span): Promise<KnownReport> => {
    const question = { ...settings, ...span };
    const signal = AbortSignal.any([parts.stopped, AbortSignal.timeout(LONGEST_MS)]);
    await requireBoth(parts.code, span, signal);
    return (await keptFor(parts, service, question, signal)) ?? (await judgedNow(parts, service, question, signal));
  };

  return {
    ask: (span, signal) => {
      const key = `${span.from} ${span.to}`;
      const finding = underWay.get(key) ?? find(span).finally(() => underWay.delete(key));
      underWay.set(key, finding);
      return orAborted(finding, signal);
    },
    kept: (span, signal) => keptFor(parts, service, { ...settings, ...span }, signal),
  };
}

async function requireBoth(code: Pick<Code, 'bring'>, { from, to }: Span, signal: AbortSignal): Promise<void> {
  for (const commit of [from, to]) {
    const brought = await code.bring(commit, signal);
    if (brought.kind === 'missing') throw new SwitchbackError('provider_not_found', brought.why);
  }
}

async function keptFor(
  { store, fingerprint }: SchemaSourceParts,
  service: string,
  question: SpanQuestion,
  signal: AbortSignal,
): Promise<KnownReport | null> {
  const kept = await readReport<SpanQuestion, SpanReport>(store, keyOf(service, question), REPORT_VERSION);
  if (kept === null || !isDeepStrictEqual(kept.question, question)) return null;
  const now = await orAborted(fingerprint(question, signal), signal);
  if (!holds(kept.report.fingerprints, now)) return null;
  return { report: kept.report, basis: { kind: 'kept', computedAt: kept.computedAt, schemaRead: now.live !== null } };
}

/** A live schema that can be read today, and could not then, may say more: it is judged anew. */
function holds(then: SpanFingerprints, now: SpanFingerprints): boolean {
  return then.from === now.from && then.to === now.to && (now.live === null || isSame(then.live, now.live));
}

function isSame(then: Fingerprint | null, now: Fingerprint): boolean {
  return then !== null && compareFingerprints(then, now) === 'same';
}

async function judgedNow(parts: SchemaSourceParts, service: string, question: SpanQuestion, signal: AbortSignal): Promise<KnownReport> {
  const report = await judged(parts, service, question, signal);
  if (report.verdict !== 'unknown') {
    await keepReport(parts.store, keyOf(service, question), { version: REPORT_VERSION, question, report, computedAt: parts.now() });
  }
  return { report, basis: { kind: 'judged now' } };
}

async function judged(
  { judge, log, stopped }: SchemaSourceParts,
  service: string,
  question: SpanQuestion,
  signal: AbortSignal,
): Promise<SpanReport> {
  try {
    return await orAborted(judge(question, signal), signal);
  } catch (error) {
    if (error instanceof SwitchbackError) throw error;
    if (!stopped.aborted) log.error({ err: error, service, from: question.from, to: question.to }, 'schema could not be judged');
    const why = signal.aborted ? `it took longer than ${LONGEST_MS / 1000} s` : 'the judge failed; see the log of the bot';
    throw new SwitchbackError('provider_unavailable', `There is no report on this way back: ${why}.`, { cause: error });
  }
}

function keyOf(service: string, { from, to }: SpanQuestion): ReportKey {
  return { service, from, to };
}
