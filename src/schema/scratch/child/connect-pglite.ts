import { readFile } from 'node:fs/promises';
import { PGlite, type Extension } from '@electric-sql/pglite';
import { COMPANIONS, CONTRIB } from '../extensions.ts';
import { decode } from './decode.ts';
import type { Connection } from './engine.ts';

const SETTINGS = [
  // PGlite dies silently of an endless recursion; this turns it into 54001.
  'max_stack_depth=100kB',
  'client_min_messages=error',
];

/** PostgreSQL in this process, in memory: it has no network, and its files are not those of the machine. */
export async function connectPglite(extensions: readonly string[], template: string | null): Promise<Connection> {
  const database = await PGlite.create({
    ...(template !== null && { loadDataDir: new Blob([await readFile(template)]) }),
    extensions: await loadExtensions(extensions),
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
  database.parsers = EVERY_TYPE;
  return {
    execute: async (sql) => {
      const results = await database.exec(sql);
      return results.at(-1)?.rows ?? [];
    },
    end: () => database.close(),
  };
}

async function loadExtensions(wanted: readonly string[]): Promise<Record<string, Extension>> {
  const loaded: Record<string, Extension> = {};
  for (const name of wanted) {
    const module = CONTRIB.get(name);
    const source = module === undefined ? COMPANIONS.get(name) : ([`@electric-sql/pglite/contrib/${module}`, module] as const);
    const extension = source === undefined ? undefined : await load(...source);
    if (extension !== undefined) loaded[name] = extension;
  }
  return loaded;
}

async function load(specifier: string, exported: string): Promise<Extension | undefined> {
  try {
    import.meta.resolve(specifier);
  } catch {
    // Not installed: a migration that asks for it fails, and says so.
    return undefined;
  }
  const module = (await import(specifier)) as Record<string, Extension>;
  return module[exported];
}

/** PGlite looks the parser of each type up by its number; here one answers for all. */
const EVERY_TYPE = new Proxy<PGlite['parsers']>({}, { get: (_, type) => (text: string) => decode(Number(type), text) });
