import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FileTree } from '../migration.ts';

export type DirectoryRead = { readonly kind: 'tree'; readonly tree: FileTree } | NotReadable;

export interface NotReadable {
  readonly kind: 'not readable';
  /** One sentence that says what was found and what to do. */
  readonly why: string;
}

export interface DirectoryOptions {
  /** Whether the contents of a file are wanted; of every other file they are empty, and only its name counts. */
  readonly contents?: (path: string) => boolean;
  readonly mostFiles?: number;
  readonly mostBytes?: number;
}

const MOST_FILES = 20_000;
const MOST_BYTES = 128 * 1024 * 1024;
const LARGEST_FILE = 16 * 1024 * 1024;
const NEVER = new Set(['.git', 'node_modules']);

/** What migrations are, and what tells their order. A migration in Go cannot be replayed, but its name must be seen. */
const ofMigrations = (path: string): boolean => /\.(?:sql|toml)$|(?:^|\/)_journal\.json$/u.test(path);

/**
 * The files below a folder, for `readHistory`. Never more than the limits, however large the folder is, and nothing outside it: a link that leads
 * out is refused.
 */
export async function readDirectory(directory: string, options: DirectoryOptions = {}): Promise<DirectoryRead> {
  const { contents = ofMigrations, mostFiles = MOST_FILES, mostBytes = MOST_BYTES } = options;
  const tree = new Map<string, string>();
  let left = mostBytes;
  try {
    const top = await realpath(directory);
    if (!(await lstat(top)).isDirectory()) return notReadable(`${directory} is not a folder.`);
    for await (const { path, target } of filesBelow(top, '')) {
      if (target === null) return notReadable(`${path} is a link that leads out of the folder or nowhere, and is not followed.`);
      if (tree.size === mostFiles) return notReadable(`${directory} holds more than ${mostFiles} files.`);
      if (!contents(path)) {
        tree.set(path, '');
        continue;
      }
      const { size } = await stat(target);
      if (size > LARGEST_FILE)
        return notReadable(`${path} has ${megabytes(size)} MB; a migration of more than ${megabytes(LARGEST_FILE)} MB is not read.`);
      left -= size;
      if (left < 0) return notReadable(`The files below ${directory} have more than ${megabytes(mostBytes)} MB.`);
      tree.set(path, await readFile(target, 'utf8'));
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return notReadable(
      code === 'ENOENT' && tree.size === 0 ? `There is no folder ${directory}.` : `${directory} could not be read (${code}).`,
    );
  }
  return { kind: 'tree', tree };
}

interface Found {
  readonly path: string;
  /** Null for a link that is not followed. */
  readonly target: string | null;
}

async function* filesBelow(top: string, folder: string): AsyncGenerator<Found> {
  for (const entry of await readdir(join(top, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !NEVER.has(entry.name)) yield* filesBelow(top, path);
    else if (entry.isFile()) yield { path, target: join(top, path) };
    else if (entry.isSymbolicLink()) yield { path, target: await insideOf(top, join(top, path)) };
  }
}

async function insideOf(top: string, link: string): Promise<string | null> {
  const target = await realpath(link).catch(() => null);
  if (target === null || !target.startsWith(`${top}${sep}`)) return null;
  return (await stat(target)).isFile() ? target : null;
}

function notReadable(found: string): NotReadable {
  return { kind: 'not readable', why: `${found} Nothing was judged; name the folder that holds the migrations, and them alone.` };
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
