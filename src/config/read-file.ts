import { explainIssue, sayIssue } from './explain-issue.ts';
import { fileParts } from './file-parts.ts';
import type { FileParts } from './file-parts.ts';
import { FileSection } from './file-section.ts';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';
import { usedSections, type UsedSection } from './used-sections.ts';
import { withAccounts, withoutEmptyKeys } from './with-vendors.ts';

export interface FileReading {
  /** Null when anything in the file is wrong in itself. */
  readonly whole: FileSection | null;
  readonly parts: FileParts;
  /** The vendors' sections in it, right or wrong. */
  readonly used: readonly UsedSection[];
  readonly problems: readonly Problem[];
}

/** Validates the content of switchback.yml. */
export function readFile(content: unknown, lineOf: LineOf): FileReading {
  const data = withAccounts(withoutEmptyKeys(content ?? {}));
  const result = FileSection.safeParse(data, { error: sayIssue });
  return {
    whole: result.data ?? null,
    parts: fileParts(data),
    used: usedSections(data),
    problems: (result.error?.issues ?? []).flatMap((issue) => explainIssue(issue, data, lineOf)),
  };
}
