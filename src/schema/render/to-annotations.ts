import { randomUUID } from 'node:crypto';
import type { Finding, Severity } from '../finding.ts';
import { pathOf } from './report.ts';

const COMMANDS: Record<Severity, 'error' | 'warning' | 'notice'> = {
  hard: 'error',
  data: 'error',
  unknown: 'error',
  conditional: 'warning',
  note: 'notice',
};

/**
 * Workflow commands of GitHub Actions, one line a finding; escaped as actions/toolkit does it, so that no name in a schema can begin a
 * command of its own.
 *
 * @param folder of the migrations, from the top of the repository
 */
export function toAnnotations(findings: readonly Finding[], folder: string): string {
  return findings
    .map((finding) => {
      const { file, line, code, severity, object } = finding;
      const place = file === null ? [] : [`file=${property(pathOf(file, folder))}`, ...(line === null ? [] : [`line=${line}`])];
      const properties = [...place, `title=${property(`${code} ${object}`)}`].join(',');
      return `::${COMMANDS[severity]} ${properties}::${data(finding.message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Text among annotations. No name from a schema can begin a workflow command of its own: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function amongAnnotations(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}\n::${token}::`;
}

/** What `--format` calls them, and where they are read. */
export const ANNOTATIONS = { format: 'github', readIn: 'GitHub Actions' } as const;

/** Whether somebody reads what is printed in a form of its own, beside the text. */
export function areAnnotationsRead(env: Readonly<Record<string, string | undefined>>): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}
