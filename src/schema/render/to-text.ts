import type { Finding } from '../finding.ts';
import type { FixSummary, SpanReport } from '../verdict/span-report.ts';
import { plain } from './plain.ts';
import { placeOf, worstFirst } from './report.ts';

const WIDTH = 100;
/** Two lines each, so that everything stays on a screen of 24 lines. */
const SHOWN = 5;
const SHORT = 12;

/** One screen for a terminal: the verdict, the worst findings, the way forward, how far one can go back, and what was not looked at. */
export function toText(report: SpanReport): string {
  const findings = worstFirst(report.findings);
  const rest = findings.length - SHOWN;
  return [
    report.verdict.toUpperCase(),
    plain(report.sentence, WIDTH * 2),
    plain(`From ${report.to.slice(0, SHORT)} back to ${report.from.slice(0, SHORT)}${whereOf(report)}.`, WIDTH),
    '',
    ...findings.slice(0, SHOWN).flatMap(linesOf),
    ...(rest > 0 ? [`  … and ${rest} more; --json lists them all.`] : []),
    ...fixLines(report.fix),
    ...downLines(report),
    ...floorLines(report),
    ...limitLines(report.limits),
    '',
  ].join('\n');
}

function whereOf({ folder, tool }: SpanReport): string {
  return folder === null || tool === null ? '' : `, by the migrations of ${tool} in ${folder === '' ? 'the repository' : folder}`;
}

function linesOf(finding: Finding): string[] {
  const { severity, code, object, sqlstate } = finding;
  const parts = [severity, code, object, sqlstate, placeOf(finding, '') ?? 'place not known'].filter((part) => part !== null);
  return [`  ${plain(parts.join(' · '), WIDTH - 2)}`, `    ${plain(finding.message, WIDTH - 4)}`];
}

function fixLines(fix: FixSummary | null): string[] {
  if (fix === null) return [];
  if (fix.kind === 'none') return [plain(`Way forward: none could be proved. ${fix.why}`, WIDTH)];
  const files = fix.files.map(({ path }) => path).join(', ');
  const doubt = [
    ...(fix.hurts.length > 0 ? [`the code of today would meet ${fix.hurts.length} findings of its own`] : []),
    ...(fix.left.length > 0 ? [`${fix.left.length} findings are left`] : []),
    ...(fix.uncovered.length > 0 ? [`${fix.uncovered.length} are for a person`] : []),
  ];
  return [
    plain(`Way forward, proved on the scratch database: ${files} (its text is in --json)`, WIDTH),
    ...fix.says.slice(0, 2).map((says) => `    ${plain(says, WIDTH * 2)}`),
    ...(doubt.length > 0 ? [`    ${plain(`But ${doubt.join(', ')}.`, WIDTH)}`] : []),
  ];
}

const DOWN = {
  verified: 'reproduce the earlier schema, again after a redo, and keep rows',
  differs: 'run, and leave a schema on which the old code works that is not quite the earlier one',
  wrong: 'must not be applied',
  'cannot tell': 'could not be verified, so they must not be applied',
} as const;

function downLines({ down }: SpanReport): string[] {
  if (down === null) return [];
  const bad = down.checks.find(({ verdict }) => verdict === 'failed' || verdict === 'cannot tell');
  return [plain(`The scripts for going back ${DOWN[down.verdict]}${bad === undefined ? '.' : `: ${bad.sentence}`}`, WIDTH * 2)];
}

function floorLines({ floor }: SpanReport): string[] {
  if (floor === null) return [];
  const deploy = /^[0-9a-f]{40,64}$/u.test(floor.deploy) ? floor.deploy.slice(0, SHORT) : floor.deploy;
  const ended = floor.endedBy === null ? '; nothing older was looked at' : `, because of ${floor.endedBy}`;
  return [plain(`The oldest deploy that still runs on today's schema: ${deploy}${ended}.`, WIDTH * 2)];
}

function limitLines(limits: readonly string[]): string[] {
  const [first, ...others] = limits;
  if (first === undefined) return [];
  return [plain(`Not looked at: ${first}${others.length === 0 ? '' : ` And ${others.length} more in --json.`}`, WIDTH * 2)];
}
