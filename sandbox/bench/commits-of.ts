import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileTree } from '#src/schema/migration.ts';

/** A repository at `path` with one commit for each of the counts: so many of the files, in the order of their names. */
export async function commitsOf(path: string, tree: FileTree, counts: readonly number[]): Promise<string[]> {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', path, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], { encoding: 'utf8' }).trim();
  git('init', '--quiet');
  const files = [...tree].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const commits: string[] = [];
  for (const count of counts) {
    for (const [name, text] of files.slice(0, count)) {
      const file = join(path, 'migrations', name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--message', 'migrations');
    commits.push(git('rev-parse', 'HEAD'));
  }
  return commits;
}
