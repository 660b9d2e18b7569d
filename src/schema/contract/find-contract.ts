import type { FileTree, Tool } from '../migration.ts';
import type { Contract } from './contract.ts';
import { isDrizzleConfig, readDrizzleConfig, type DrizzleConfig } from './drizzle/drizzle-config.ts';
import { readDrizzleSchema } from './drizzle/read-drizzle-schema.ts';
import { nearestContract } from './nearest-contract.ts';
import { readContract } from './read-contract.ts';

export interface ContractQuestion {
  /** Of the repository at the commit of the code. */
  readonly paths: Iterable<string>;
  /** Of the migrations, from the top of the repository. */
  readonly folder: string;
  readonly tool: Tool;
  readonly read: (paths: readonly string[]) => Promise<FileTree>;
}

/** What the code of one commit says that it needs of the database; null where it says nothing. */
export async function findContract({ paths, folder, tool, read }: ContractQuestion): Promise<Contract | null> {
  const all = new Set(paths);
  const config = tool === 'drizzle' ? await configOf(all, folder, read) : null;
  const schema = config === null ? null : await readDrizzleSchema(config, all, read);
  const near = nearestContract(all, folder, tool);
  const files = near.length === 0 ? new Map<string, string>() : await read(near);
  if (schema === null) return near.length === 0 ? null : await readContract(files);
  return await readContract(files, schema);
}

/** The configuration whose migrations these are; the only one around them where none says so in plain text. */
async function configOf(paths: ReadonlySet<string>, folder: string, read: ContractQuestion['read']): Promise<DrizzleConfig | null> {
  const files = [...paths].filter((path) => isDrizzleConfig(path) && !/(?:^|\/)node_modules\//u.test(path));
  if (files.length === 0) return null;
  const configs = [...(await read(files))]
    .flatMap(([file, text]) => readDrizzleConfig(file, text) ?? { file, schema: null, out: null, casing: null, dialect: null })
    .filter(({ dialect }) => dialect === null || /^(?:postgresql|pg|postgres)$/u.test(dialect));
  const named = configs.filter(({ out }) => out === folder);
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : together(named);
  const open = configs.filter(({ out, file }) => out === null && isAround(file, folder));
  return open.length === 1 ? (open[0] ?? null) : null;
}

function isAround(file: string, folder: string): boolean {
  const around = file.split('/').slice(0, -1).join('/');
  return around === '' || folder === around || folder.startsWith(`${around}/`);
}

/** Several for one folder differ in the database that they are for. */
function together(configs: readonly DrizzleConfig[]): DrizzleConfig | null {
  const [first] = configs;
  const schemas = new Set(configs.map(({ schema }) => JSON.stringify(schema)));
  return first === undefined ? null : schemas.size === 1 ? first : { ...first, schema: null };
}
