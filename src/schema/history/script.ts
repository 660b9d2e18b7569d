import type { FileTree, History, Migration, Opaque, Script } from '../migration.ts';

const BOM = '\uFEFF';

/** A whole file as one script. PostgreSQL takes a byte order mark for the beginning of a word, so it is left out. */
export function scriptOf(tree: FileTree, file: string, transaction: boolean): Script | null {
  const text = tree.get(file);
  if (text === undefined) return null;
  return { sql: text.startsWith(BOM) ? text.slice(1) : text, file, firstLine: 1, transaction };
}

/** One place in the tool's order: a migration, or something that it runs and a replay cannot. */
export type Entry =
  | { readonly kind: 'migration'; readonly migration: Migration }
  | ({ readonly kind: 'opaque' } & Pick<Opaque, 'file' | 'why' | 'text'>);

/** Numbers the opaque ones by the migration that they come before. */
export function inOrder(entries: readonly Entry[]): { migrations: Migration[]; opaque: Opaque[] } {
  const migrations: Migration[] = [];
  const opaque: Opaque[] = [];
  for (const entry of entries) {
    if (entry.kind === 'migration') migrations.push(entry.migration);
    else
      opaque.push({
        file: entry.file,
        why: entry.why,
        before: migrations.length,
        ...(entry.text === undefined ? {} : { text: entry.text }),
      });
  }
  return { migrations, opaque };
}

export function notReadable(why: string): History {
  return { kind: 'not readable', why };
}
