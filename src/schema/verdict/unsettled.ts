import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../finding.ts';
import type { History } from '../migration.ts';
import type { Scratch } from '../scratch.ts';
import type { Span } from './compare-histories.ts';
import { changedFiles, opaqueFindings } from './opaque-findings.ts';
import { isSameEitherWay } from './same-either-way.ts';
import type { Walked } from './walk-span.ts';

interface Question {
  readonly before: Extract<History, { kind: 'history' }>;
  readonly live: Extract<History, { kind: 'history' }>;
  readonly open: () => Promise<Scratch>;
}

/** What the files do not settle. Where some were edited or removed, a scratch database of its own shows whether that makes a difference. */
export async function unsettled({ before, live, open }: Question, span: Span, walked: Walked, contract: Contract): Promise<Finding[]> {
  const opaque = opaqueFindings(before, live, span, walked, contract);
  if (span.edited.length + span.removed.length === 0) return opaque;
  const fresh = await open();
  try {
    if (!(await isSameEitherWay(fresh, before, live, span, walked))) return [...opaque, ...changedFiles(span)];
    // A baseline that makes again what is there is refused statement by statement.
    return span.removed.length === 0 ? opaque : opaque.filter(({ line }) => line === null);
  } finally {
    await fresh.close();
  }
}
