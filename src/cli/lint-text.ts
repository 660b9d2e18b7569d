import type { Finding } from '#src/schema/finding.ts';
import { plain } from '#src/schema/render/plain.ts';
import { placeOf } from '#src/schema/render/report.ts';
import { fails, shown, type Ruled } from './ruled.ts';

const WORDS: Record<Finding['severity'], string> = {
  hard: 'breaks',
  data: 'breaks',
  unknown: 'unknown',
  conditional: 'caveat',
  note: 'note',
};

/** For a person: each finding with its place, its proof and its sign-off, and at the end what to do. */
export function lintText(ruled: readonly Ruled[], folder: string, count: number): string {
  const told = ruled.filter(({ finding }) => finding.severity !== 'note');
  const lines = told.flatMap((one) => linesOf(one, folder));
  return [...lines, ...(lines.length === 0 ? [] : ['']), summary(ruled, count)].join('\n');
}

function linesOf(one: Ruled, folder: string): string[] {
  const { finding, signOff } = one;
  const word = signOff.kind === 'signed off' ? 'accepted' : WORDS[finding.severity];
  const sqlstate = finding.sqlstate === null ? '' : ` (${finding.sqlstate})`;
  const proof = finding.failing === null ? [] : [`    tried: ${plain(finding.failing.statement, 120)} → ${finding.failing.sqlstate}`];
  return [
    `${plain(placeOf(finding, folder) ?? 'place not known', 200)}  ${word}  ${finding.code} ${plain(finding.object, 100)}${sqlstate}`,
    `    ${plain(shown(one).message, 400)}`,
    ...proof,
  ];
}

function summary(ruled: readonly Ruled[], count: number): string {
  const looked = count === 1 ? 'One migration' : `${count} migrations`;
  const failed = ruled.filter(fails);
  if (failed.length === 0) {
    if (count === 0) return 'No migration is new, so nothing breaks the code that is out there.';
    return `${looked}: nothing in ${count === 1 ? 'it' : 'them'} breaks the code that is out there, or a reviewer accepted it.`;
  }
  const unknown = failed.filter(({ finding }) => finding.severity === 'unknown').length;
  const breaks = failed.length - unknown;
  const parts = [
    ...(breaks > 0 ? [`${breaks} would break the code that is out there`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be told`] : []),
  ];
  return `${looked}: ${parts.join(', ')}. Split the change so that both versions of the code run (expand, deploy, contract), or mark the statement with
-- compat: breaking (reason: …; signed-off-by: a reviewer)`;
}
