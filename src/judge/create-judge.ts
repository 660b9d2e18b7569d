import { SwitchbackError } from '#domain/errors.ts';
import type { PostgresOptions } from '#src/providers/postgres/options.ts';
import type { FingerprintSpan, JudgeSpan } from '#src/schema/verdict/judge-span.ts';
import type { Workers } from './workers.ts';

export interface JudgeSettings {
  readonly workers: Workers;
  /** The live one of the service; null where only its files are known. */
  readonly database: PostgresOptions | null;
  readonly now: () => number;
}

/** The verdict for one service. */
export function createJudge({ workers, database, now }: JudgeSettings): {
  readonly judge: JudgeSpan;
  readonly fingerprint: FingerprintSpan;
} {
  return {
    async judge(question, signal) {
      const reply = await workers.ask({ kind: 'judge', question, database, now: now() }, signal);
      if (reply.kind === 'judged') return reply.report;
      throw unasked(reply.kind);
    },
    async fingerprint(question, signal) {
      const reply = await workers.ask({ kind: 'fingerprint', question, database, now: now() }, signal);
      if (reply.kind === 'fingerprinted') return reply.fingerprints;
      throw unasked(reply.kind);
    },
  };
}

function unasked(kind: string): SwitchbackError {
  return new SwitchbackError(
    'provider_unavailable',
    `The schema was not judged: the worker answered ${kind}. Look at the migrations by hand.`,
  );
}
