import { explainIssue, sayIssue } from './explain-issue.ts';
import { fileParts } from './file-parts.ts';
import type { FileParts } from './file-parts.ts';
import { FileSection } from './file-section.ts';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';

export interface FileReading {
  /** Null when anything in the file is wrong in itself. */
  readonly whole: FileSection | null;
  readonly parts: FileParts;
  readonly problems: readonly Problem[];
}

/** Validates the content of switchback.yml. */
export function readFile(content: unknown, lineOf: LineOf): FileReading {
  const data = withoutEmptyKeys(content ?? {});
  const result = FileSection.safeParse(data, { error: sayIssue });
  return {
    whole: result.data ?? null,
    parts: fileParts(data),
    problems: (result.error?.issues ?? []).flatMap((issue) => explainIssue(issue, data, lineOf)),
  };
}

/** `vercel:` with nothing behind it means what leaving it out means. */
function withoutEmptyKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutEmptyKeys(inner)]])));
}
