import type { FixDraft } from '#domain/fix-draft.ts';
import type { Finding } from '#src/schema/finding.ts';
import { plain } from '#src/schema/render/plain.ts';
import type { FixSummary } from '#src/schema/verdict/span-report.ts';

const MOST = 8;
const MOST_FILES = 4;
const LONGEST_SENTENCE = 300;
const LONGEST_FILE = 2_500;

/** What people are shown of a proved fix. */
export function draftOf({ files, says, removeLater, left, hurts, uncovered }: Extract<FixSummary, { kind: 'proved' }>): FixDraft {
  return {
    files: files.slice(0, MOST_FILES).map(({ path, content }) => ({ path: plain(path, LONGEST_SENTENCE), content: cut(content) })),
    says: sentences(says),
    removeLater: sentences(removeLater),
    left: sentences(left.map(inWords)),
    hurts: sentences(hurts.map(inWords)),
    uncovered: sentences(uncovered),
  };
}

function sentences(texts: readonly string[]): string[] {
  const shown = texts.slice(0, MOST).map((text) => plain(text, LONGEST_SENTENCE));
  return texts.length > MOST ? [...shown, `… and ${texts.length - MOST} more.`] : shown;
}

function inWords({ code, message }: Finding): string {
  return `${code}: ${message}`;
}

function cut(content: string): string {
  return content.length <= LONGEST_FILE ? content : `${content.slice(0, LONGEST_FILE - 1).toWellFormed()}…`;
}
