import { readFile } from 'node:fs/promises';
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

/** The file of the page at this path, TypeScript without its types; null where there is none. */
export async function clientFile(path: string): Promise<ClientFile | null> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = TYPES[extname(name)];
  // Names only: nothing that could lead out of the folder.
  if (type === undefined || !/^[\w-]+(?:\/[\w-]+)*\.\w+$/.test(name)) return null;
  const body = await readFile(new URL(name, CLIENT)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (body === null) return null;
  return { type, body: name.endsWith('.ts') ? stripTypeScriptTypes(body.toString()) : body };
}
