import { readHistory } from '#src/schema/history/read-history.ts';
import type { FileTree, Tool } from '#src/schema/migration.ts';
import { labelHistory, type Labelled, type LabelOptions } from '#src/schema/verdict/label-history.ts';

/** Two scratch databases take seconds to open where the machine is busy. */
export const PATIENCE = 240_000;

/** Each file of a folder of plain SQL, or of another tool's, labelled. */
export async function labelled(
  files: Readonly<Record<string, string>>,
  { tool = 'sql', ...options }: Partial<LabelOptions> & { readonly tool?: Tool } = {},
): Promise<Labelled[]> {
  const tree: FileTree = new Map(Object.entries(files));
  const history = readHistory(tree, tool);
  if (history.kind === 'not readable') throw new Error(history.why);
  const all: Labelled[] = [];
  for await (const one of labelHistory(history, { engine: 'pglite', wallMs: 60_000, ...options })) all.push(one);
  return all;
}

export function verdictsOf(all: readonly Labelled[]): string[] {
  return all.map(({ migration, verdict }) => `${migration} ${verdict}`);
}

/** Without notes: code, object, line, and the SQLSTATE that a statement of the old code got. */
export function shortOf({ findings }: Pick<Labelled, 'findings'>): string[] {
  return findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, object, file, line, failing }) => `${code} ${object} ${file}:${line}${failing === null ? '' : ` ${failing.sqlstate}`}`);
}
