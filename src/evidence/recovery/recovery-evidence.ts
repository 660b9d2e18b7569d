import type { Evidence, Verdict } from '#domain/evidence.ts';
import type { Json } from '#domain/json.ts';
import type { RecoveryLook } from './look-at-recovery.ts';
import type { RecoveryVerdict } from './verdict.ts';

const VERDICTS: Record<RecoveryVerdict['kind'], Verdict> = {
  recovered: 'supports',
  'still failing': 'contradicts',
  inconclusive: 'inconclusive',
  'cannot look': 'unavailable',
};

/** The look as evidence that the error rate is back at its baseline, with every number that the verdict rests on. */
export function recoveryEvidence({ at, verdict, watermark }: RecoveryLook, source: string): Evidence {
  const details: Json = JSON.parse(JSON.stringify({ verdict, watermark }));
  return { kind: 'recovery', source, verdict: VERDICTS[verdict.kind], summary: verdict.sentence, observedAt: at, details };
}
