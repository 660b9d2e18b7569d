import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path from the top → contents; null removes the file. */
export type Files = Readonly<Record<string, string | null>>;

export interface Repository {
  readonly path: string;
  /** Adds to what is there and commits it all; answers with the commit's id. */
  commit(files: Files, author?: string): string;
  /** Changes files without committing them. */
  write(files: Files): void;
  link(path: string, target: string): void;
  tag(name: string): void;
  /** Git in this repository; the answer without the last line end. */
  git(...args: string[]): string;
  remove(): void;
}

/** A git repository in a temporary folder, on the branch `main`. Nobody's own settings reach it. */
export function createRepository(path: string = mkdtempSync(join(tmpdir(), 'switchback-repository-'))): Repository {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', path, ...args], { encoding: 'utf8', stdio: 'pipe', env: gitEnvironment('Ada') }).trim();
  const write = (files: Files): void => {
    for (const [file, text] of Object.entries(files)) {
      const place = join(path, file);
      if (text === null) rmSync(place);
      else {
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, text);
      }
    }
  };
  git('init', '--quiet', '--initial-branch=main');
  return {
    path,
    write,
    git,
    commit: (files, author = 'Ada') => {
      write(files);
      git('add', '--all');
      const args = ['-C', path, 'commit', '--quiet', '--allow-empty', '--message=change'];
      execFileSync('git', args, { env: gitEnvironment(author) });
      return git('rev-parse', 'HEAD');
    },
    link: (file, target) => {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      symlinkSync(target, join(path, file));
    },
    tag: (name) => void git('tag', name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function gitEnvironment(name: string): Record<string, string> {
  const email = `${name.toLowerCase().replaceAll(/\W/gu, '')}@example.com`;
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: tmpdir(),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}
