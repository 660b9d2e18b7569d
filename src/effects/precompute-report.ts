import type { Performer } from '#src/engine/performer.ts';
import type { EffectParts } from './parts.ts';

/** One way back of a service, by full commit ids. */
export type ReportRequest = {
  readonly service: string;
  readonly from: string;
  readonly to: string;
};

const PAUSE_MS = 60_000;

/** The same for ever: a way back is judged ahead of time once. */
export function reportEffectId({ service, from, to }: ReportRequest): string {
  return `schema:${service}:${from}:${to}`;
}

/** Judges a way back ahead of time, so that an incident finds its report. One that fails is tried again a few times; then an incident judges it. */
export function precomputeReport(parts: EffectParts): Performer<ReportRequest> {
  return {
    leaseMs: 90_000,
    repeat: 'safe',
    resource: ({ service }) => `schema:${service}`,
    onlyReads: true,
    maxAttempts: 3,
    perform: async ({ input: { service, from, to } }, { signal }) => {
      const { schema } = parts.service(service);
      if (schema === null) return { kind: 'failed', why: `No repository is configured for ${service} any more.` };
      const { report } = await schema.ask({ from, to }, signal);
      // It is not kept, because what kept it from being known may pass.
      if (report.verdict === 'unknown') return { kind: 'again', afterMs: PAUSE_MS, why: report.sentence };
      return { kind: 'done', result: { verdict: report.verdict } };
    },
  };
}
