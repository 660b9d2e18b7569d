import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileParts } from './file-parts.ts';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';

/** A clone has to be there, seen from the `folder` of the file, and a proof has to have the time that it needs. */
export function checkServices({ services }: FileParts, folder: string, lineOf: LineOf): Problem[] {
  const problems: Problem[] = [];
  const report = (path: readonly string[], says: string): void => {
    problems.push({ name: path.join('.'), says, line: lineOf(path) });
  };

  for (const [name, service] of Object.entries(services)) {
    const repository = service?.code?.repository ?? null;
    if (repository !== null && !statSync(resolve(folder, repository), { throwIfNoEntry: false })?.isDirectory()) {
      const says = `names ${repository}, which is not a folder here; clone the repository there or leave the setting out`;
      report(['services', name, 'code', 'repository'], says);
    }
    const times = service?.verification;
    if (times && times.grace + times.minimum >= times.deadline) {
      const says = 'must be longer than grace and minimum together, or recovery could never be proved';
      report(['services', name, 'verification', 'deadline'], says);
    }
  }
  return problems;
}
