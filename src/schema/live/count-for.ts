import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { countBeyond, countNewLabels, countNulls } from './count-columns.ts';
import { countChildren, countDuplicates } from './count-keys.ts';
import type { Count } from './count.ts';

const QUESTIONS: Partial<Record<FindingCode, (finding: Finding, before: Catalogue, live: Catalogue) => Count | null>> = {
  ENUM_LABEL_ADDED: countNewLabels,
  NOT_NULL_DROPPED: countNulls,
  TYPE_WIDENED: countBeyond,
  PARENT_DELETE_RESTRICTED: countChildren,
  UNIQUE_DROPPED: countDuplicates,
};

/**
 * The question to the live database that would settle a finding; null where rows cannot: what the old code will write is in no table yet, and
 * what was proved to fail stays proved. `before` is what the old code knows; objects are found in both catalogues by their names.
 */
export function countFor(finding: Finding, before: Catalogue, live: Catalogue): Count | null {
  if (finding.severity !== 'conditional' || finding.failing !== null) return null;
  return QUESTIONS[finding.code]?.(finding, before, live) ?? null;
}
