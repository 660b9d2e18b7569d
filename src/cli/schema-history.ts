import { detectTool } from '#src/schema/history/detect-tool.ts';
import { readDirectory } from '#src/schema/history/read-directory.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import { TOOLS, type Tool } from '#src/schema/migration.ts';
import { plain } from '#src/schema/render/plain.ts';
import { placeOf, worstFirst } from '#src/schema/render/report.ts';
import { labelHistory, type Labelled } from '#src/schema/verdict/label-history.ts';

export interface SchemaHistoryOptions {
  readonly directory: string;
  /** As the caller typed it; null to tell it from the layout of the folder. */
  readonly tool: string | null;
  readonly json: boolean;
  /** As for `openScratch`. */
  readonly engine: string;
  /** Each takes one whole line, without its end. */
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Prints each migration of a folder as it is judged. Returns the exit code: 0 where all were judged, 2 where none could be. */
export async function schemaHistory({ directory, tool, json, engine, print, complain }: SchemaHistoryOptions): Promise<number> {
  const refuse = (why: string): number => {
    complain(why);
    return 2;
  };
  if (tool !== null && !isTool(tool)) return refuse(`There is no migration tool ${plain(tool, 40)} here. Name one of ${TOOLS.join(', ')}.`);
  const read = await readDirectory(directory);
  if (read.kind === 'not readable') return refuse(read.why);
  const chosen = tool === null ? detectTool(read.tree) : { kind: 'tool' as const, tool };
  if (chosen.kind === 'not told') return refuse(chosen.why);
  const history = readHistory(read.tree, chosen.tool);
  if (history.kind === 'not readable') return refuse(history.why);

  const counts = new Map<Labelled['verdict'], number>();
  for await (const labelled of labelHistory(history, { engine })) {
    counts.set(labelled.verdict, (counts.get(labelled.verdict) ?? 0) + 1);
    print(json ? jsonOf(labelled) : textOf(labelled));
  }
  if (!json) print(summaryOf(counts));
  return 0;
}

function isTool(name: string): name is Tool {
  return TOOLS.some((tool) => tool === name);
}

/** A closed set of fields, whatever else a finding holds. */
function jsonOf({ migration, verdict, findings }: Labelled): string {
  const shown = findings.map(({ code, severity, object, sqlstate, file, line, message, failing }) => {
    return { code, severity, object, sqlstate, file, line, message, failing };
  });
  return JSON.stringify({ migration, verdict, findings: shown });
}

function textOf({ migration, verdict, findings }: Labelled): string {
  const [worst, ...others] = worstFirst(findings.filter(({ severity }) => severity !== 'note'));
  const head = `${verdict.padEnd(7)}  ${plain(migration, 80)}`;
  if (worst === undefined) return head;
  const place = placeOf(worst, '');
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  return `${head}\n         ${plain(`${worst.message}${place === null ? '' : ` (${place})`}${more}`, 200)}`;
}

function summaryOf(counts: ReadonlyMap<Labelled['verdict'], number>): string {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = (['unsafe', 'unknown', 'caveat', 'safe'] as const).map((verdict) => `${counts.get(verdict) ?? 0} ${verdict}`);
  return `${all} ${all === 1 ? 'migration' : 'migrations'}: ${parts.join(', ')}.`;
}
