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
  const isChanged = span.edited.length + span.removed.length > 0;
  const isSame = isChanged && (await onFresh(open, (fresh) => isSameEitherWay(fresh, before, live, span, walked)));
  const opaque = opaqueFindings(before, live, span, walked, contract, isSame && span.removed.length > 0);
  return isChanged && !isSame ? [...opaque, ...changedFiles(span)] : opaque;
}

async function onFresh<Answer>(open: Question['open'], ask: (fresh: Scratch) => Promise<Answer>): Promise<Answer> {
  const fresh = await open();
  try {
    return await ask(fresh);
  } finally {
    await fresh.close();
  }
}
