import { SwitchbackError } from '#domain/errors.ts';
import { TOOLS, type Tool } from '#src/schema/migration.ts';
import { judgeCommits } from '#src/judge/judge-commits.ts';
import { scratchOn } from '#src/judge/scratch-on.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { topOf } from '#src/providers/git/top-of.ts';
import type { PostgresOptions } from '#src/providers/postgres/options.ts';
import { inLocalTime } from './in-local-time.ts';
import { toText } from '#src/schema/render/to-text.ts';

export interface SchemaSpanOptions {
  readonly from: string;
  readonly to: string;
  /** A clone, or a folder in one. */
  readonly directory: string;
  readonly folder: string | null;
  /** As the caller typed it; null to tell it from the layout. */
  readonly tool: string | null;
  readonly json: boolean;
  readonly engine: string;
  /** The live one; null to judge by the files alone. */
  readonly database: PostgresOptions | null;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

const LONGEST_MS = 600_000;

/** Prints the verdict on two commits of a local clone. Returns the exit code: 0 where there is a verdict, 2 where nothing could be read. */
export async function schemaSpan(options: SchemaSpanOptions): Promise<number> {
  const { from, to, directory, folder, tool, json, engine, database, print, complain } = options;
  if (tool !== null && !isTool(tool)) {
    complain(`There is no migration tool ${JSON.stringify(tool)} here. Name one of ${TOOLS.join(', ')}.`);
    return 2;
  }
  const scratch = scratchOn(engine);
  try {
    const repository = (await topOf(directory))?.top ?? directory;
    const report = await judgeCommits(
      { repository, from, to, folder, tool },
      { scratch, database: database === null ? null : createPostgres(database), remedies: true, now: Date.now() },
      AbortSignal.timeout(LONGEST_MS),
    );
    print(json ? JSON.stringify(report) : inLocalTime(toText(report)));
    return 0;
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    complain(error.message);
    return 2;
  } finally {
    await scratch.foundations.close();
  }
}

function isTool(name: string): name is Tool {
  return TOOLS.some((tool) => tool === name);
}
