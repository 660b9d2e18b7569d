import { SwitchbackError } from '#domain/errors.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { fingerprintCommits } from './fingerprint-commits.ts';
import { judgeCommits } from './judge-commits.ts';
import type { Order, Reply } from './messages.ts';
import { scratchOn } from './scratch-on.ts';

/** What a worker does with its orders. */
export interface Work {
  readonly carryOut: (order: Order) => Promise<Reply>;
  /** Between two orders: what the next one will want. */
  readonly prepare: () => Promise<void>;
}

/** @param engine as for `openScratch` */
export function createWork(engine: string): Work {
  const scratch = scratchOn(engine);
  const { signal } = new AbortController();
  return {
    carryOut: async ({ question, database, kind, now }) => {
      const live = database === null ? null : createPostgres(database);
      try {
        if (kind === 'fingerprint') return { kind: 'fingerprinted', fingerprints: await fingerprintCommits(question, live, signal) };
        return { kind: 'judged', report: await judgeCommits(question, { scratch, database: live, remedies: true, now }, signal) };
      } catch (error) {
        if (!(error instanceof SwitchbackError)) throw error;
        return { kind: 'refused', code: error.code, message: error.message };
      }
    },
    prepare: () => scratch.foundations.prepare(),
  };
}
