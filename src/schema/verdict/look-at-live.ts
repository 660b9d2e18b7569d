import type { Database } from '#src/providers/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { fingerprint, type Fingerprint } from '../catalogue/fingerprint.ts';
import type { Finding } from '../finding.ts';
import { appliedFindings } from '../live/applied-findings.ts';
import { compareApplied } from '../live/compare-applied.ts';
import { drift } from '../live/drift.ts';
import { readApplied } from '../live/read-applied.ts';
import { readLiveCatalogue } from '../live/read-live-catalogue.ts';
import type { History } from '../migration.ts';

export interface LiveLook {
  readonly findings: readonly Finding[];
  readonly fingerprint: Fingerprint | null;
  /** What could not be read, and what that costs. */
  readonly limits: readonly string[];
}

const FILES_ONLY =
  'No database is configured, so the verdict rests on the files alone: no rows were counted, and a schema that was changed by hand was not seen.';

const NOT_COMPARED = 'Some migrations could not be replayed, so the live schema was not held against the files.';

/**
 * Whether the live database is what the files make it. Not being able to look is a limit, and never a sign that all is well.
 *
 * @param replayed what the files make; null where they could not all be replayed, because everything that is missing would look like drift
 */
export async function lookAtLive(
  database: Database | null,
  history: Extract<History, { kind: 'history' }>,
  replayed: Catalogue | null,
  signal: AbortSignal,
): Promise<LiveLook> {
  if (database === null) return { findings: [], fingerprint: null, limits: [FILES_ONLY] };
  const read = await readLiveCatalogue(database, signal);
  if (read.kind === 'not read') {
    const why = `The live database could not be read, so the verdict rests on the files alone. ${read.why}`;
    return { findings: [], fingerprint: null, limits: [why] };
  }
  const applied = compareApplied(await readApplied(database, history.tool, signal), history);
  return {
    findings: [...(replayed === null ? [] : drift(replayed, read.catalogue)), ...appliedFindings(applied)],
    fingerprint: fingerprint(read.catalogue),
    limits: [...(applied.kind === 'cannot tell' ? [applied.why] : []), ...(replayed === null ? [NOT_COMPARED] : [])],
  };
}
