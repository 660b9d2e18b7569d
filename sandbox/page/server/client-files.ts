import { readFile, stat } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';

export interface ClientFile {
  readonly type: string;
  readonly body: string | Buffer;
}

const CLIENT = new URL('../client/', import.meta.url);
const TYPES: Readonly<Record<string, string | undefined>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Reads the files of the page, TypeScript without its types. What was read once is read again only when the file has changed. */
export function createClientFiles(): (path: string) => Promise<ClientFile | null> {
  const known = new Map<string, { readonly changedAt: number; readonly file: ClientFile }>();

  /** Null where there is no file at this path. */
  return async (path) => {
    const name = path === '/' ? 'index.html' : path.slice(1);
    const type = TYPES[extname(name)];
    // Names only: nothing that could lead out of the folder.
    if (type === undefined || !/^[\w-]+(?:\/[\w-]+)*\.\w+$/.test(name)) return null;
    const url = new URL(name, CLIENT);
    const found = await orNull(stat(url));
    if (found === null) return null;
    const before = known.get(name);
    if (before?.changedAt === found.mtimeMs) return before.file;
    const body = await orNull(readFile(url));
    if (body === null) return null;
    const file = { type, body: name.endsWith('.ts') ? stripTypeScriptTypes(body.toString()) : body };
    known.set(name, { changedAt: found.mtimeMs, file });
    return file;
  };
}

async function orNull<Found>(reading: Promise<Found>): Promise<Found | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
