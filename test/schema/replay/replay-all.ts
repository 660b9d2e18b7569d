import { readHistory } from '#src/schema/history/read-history.ts';
import type { FileTree, History, Tool } from '#src/schema/migration.ts';
import { replay, type Replayed, type ReplayOptions } from '#src/schema/replay/replay.ts';
import type { Scratch } from '#src/schema/scratch.ts';
import { extensionsOf } from '#src/schema/scratch/extensions.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';

/** A scratch database takes seconds to open where the machine is busy. */
export const PATIENCE = 120_000;

/** Tables of the schema `public`, each with its columns in order. */
export const COLUMNS = `select attrelid::regclass::text as "table", string_agg(attname, ',' order by attnum) as columns from pg_attribute
  where attnum > 0 and not attisdropped and attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
  group by 1 order by 1`;

const open: Scratch[] = [];

export async function closeAll(): Promise<void> {
  for (const scratch of open.splice(0)) await scratch.close();
}

export async function replayAll(
  tree: FileTree,
  tool: Tool,
  options: Omit<ReplayOptions, 'onMigration'> = {},
  ending = '',
): Promise<Replayed[]> {
  const files = new Map([...tree].map(([path, text]) => [ending === '' ? path : path.replace('.sql', ending), text]));
  const history = historyOf(files, tool);
  const seen: Replayed[] = [];
  await replay(await opened(extensionsOf(history)), history, { ...options, onMigration: (one) => void seen.push(one) });
  return seen;
}

export function historyOf(tree: FileTree, tool: Tool): Extract<History, { kind: 'history' }> {
  const history = readHistory(tree, tool);
  if (history.kind === 'not readable') throw new Error(history.why);
  return history;
}

export async function opened(extensions: readonly string[]): Promise<Scratch> {
  const scratch = await openScratch({ engine: 'pglite', wallMs: 30_000, memoryMb: 1536, extensions });
  open.push(scratch);
  return scratch;
}
