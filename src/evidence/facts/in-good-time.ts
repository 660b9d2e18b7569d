import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from '#domain/evidence.ts';

/** How much longer than for everything else a person waits for the verdict on the schema. */
const GRACE_MS = 1_000;

export interface InGoodTime {
  readonly evidence: Evidence;
  /** The verdict is not in yet: it is to be asked for once more, and told when it comes. */
  readonly late: boolean;
}

/** The verdict on the schema if it is there about when `others` are; it may take longer than all of them together. */
export async function inGoodTime(judging: Promise<Evidence>, others: Promise<unknown>, now: number): Promise<InGoodTime> {
  const evidence = await Promise.race([judging, others.then(() => delay(GRACE_MS, null, { ref: false }))]);
  if (evidence !== null) return { evidence, late: false };
  const summary = 'The schema is still being judged; the verdict follows in the thread.';
  return { late: true, evidence: { kind: 'schema.fits', source: 'git', verdict: 'inconclusive', summary, observedAt: now } };
}
