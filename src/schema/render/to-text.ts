import type { Finding } from '../finding.ts';
import { plain } from './plain.ts';
import { placeOf, worstFirst, type Report } from './report.ts';
import { toSentence } from './to-sentence.ts';

const WIDTH = 100;
/** Two lines each, so that everything stays on a screen of 24 lines. */
const SHOWN = 8;

/** One screen for a terminal: the verdict, the worst findings, how far one can go back. */
export function toText(report: Report, folder: string): string {
  const findings = worstFirst(report.findings);
  const rest = findings.length - SHOWN;
  return [
    report.verdict.toUpperCase(),
    plain(toSentence(report), WIDTH * 2),
    '',
    ...findings.slice(0, SHOWN).flatMap((finding) => linesOf(finding, folder)),
    ...(rest > 0 ? [`  … and ${rest} more; --json lists them all.`] : []),
    ...floorOf(report),
    '',
  ].join('\n');
}

function linesOf(finding: Finding, folder: string): string[] {
  const { severity, code, object, sqlstate } = finding;
  const parts = [severity, code, object, sqlstate, placeOf(finding, folder) ?? 'place not known'].filter((part) => part !== null);
  return [`  ${plain(parts.join(' · '), WIDTH - 2)}`, `    ${plain(finding.message, WIDTH - 4)}`];
}

function floorOf({ floor }: Report): string[] {
  if (floor === null) return [];
  const ended = floor.endedBy === null ? 'nothing older is known' : `${floor.endedBy} ends it`;
  return [plain(`The oldest deploy that still runs on today's schema: ${floor.deploy}; ${ended}.`, WIDTH)];
}
