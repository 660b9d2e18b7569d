import type { Finding } from '../finding.ts';
import type { Script } from '../migration.ts';
import type { Parsed } from '../parse/parsed.ts';
import type { Signature } from './marker.ts';

/** A loss of data that Prisma warned about, and that was approved by committing the migration with its warning. Untrusted text. */
export interface Approval {
  readonly file: string;
  readonly line: number;
  readonly warning: string;
  /** Names in backticks: the table, and the column where it names one. */
  readonly names: readonly string[];
  readonly by: Signature | null;
}

const HEADING = /^\s*Warnings:\s*$/m;

/** The list under `Warnings:` that `prisma migrate dev` writes at the top of a migration. */
export function readPrismaApprovals(script: Script, parsed: Parsed, by: Signature | null): Approval[] {
  if (parsed.kind === 'not parsed') return [];
  return parsed.comments
    .filter(({ text }) => text.startsWith('/*') && HEADING.test(text))
    .flatMap(({ text, line }) =>
      text.split('\n').flatMap((row, index) => {
        const warning = /^\s*- (?<warning>.*\S)\s*$/.exec(row)?.groups?.['warning'];
        if (warning === undefined) return [];
        return [{ file: script.file, line: script.firstLine + line - 1 + index, warning, names: namesIn(warning), by }];
      }),
    );
}

/**
 * Says beside a finding that the loss was approved, and by whom. An approval gives no reason, and is about data rather than about old code, so
 * it changes no severity.
 */
export function showApprovals(findings: readonly Finding[], approvals: readonly Approval[]): Finding[] {
  return findings.map((finding) => {
    const approval = approvals.find((candidate) => candidate.file === finding.file && isAbout(candidate, finding));
    if (approval === undefined) return finding;
    const by = approval.by === null ? '' : ` by ${approval.by.author} in ${approval.by.commit.slice(0, 7)}`;
    const told = `Prisma warned “${approval.warning.replace(/\.$/, '')}”; that was approved${by}, which says nothing about the old code.`;
    return { ...finding, message: `${finding.message} ${told}` };
  });
}

function isAbout({ names }: Approval, finding: Finding): boolean {
  const parts = finding.object.split(/[./]/);
  return names.length > 0 && names.every((name) => parts.includes(name));
}

/** `[a,b]` and the types of a cast name no object. */
function namesIn(warning: string): string[] {
  const [about = ''] = warning.split('The data in that column');
  const names = [...about.matchAll(/`(?<name>[^`]+)`/g)].map((match) => match.groups?.['name'] ?? '');
  return names.filter((name) => !name.startsWith('['));
}
