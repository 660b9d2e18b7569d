import { SwitchbackError } from '#domain/errors.ts';
import { TOOLS, type Tool } from '#src/schema/migration.ts';
import { toText } from '#src/schema/render/to-text.ts';
import { judgeCommits } from '#src/judge/judge-commits.ts';
import { scratchOn } from '#src/judge/scratch-on.ts';

export interface SchemaSpanOptions {
  readonly from: string;
  readonly to: string;
  readonly repository: string;
  readonly folder: string | null;
  /** As the caller typed it; null to tell it from the layout. */
  readonly tool: string | null;
  readonly json: boolean;
  readonly engine: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Prints the verdict on two commits of a local clone. Returns the exit code: 0 where there is a verdict, 2 where nothing could be read. */
export async function schemaSpan(options: SchemaSpanOptions): Promise<number> {
  const { from, to, repository, folder, tool, json, engine, print, complain } = options;
  if (tool !== null && !isTool(tool)) {
    complain(`There is no migration tool ${tool} here. Name one of ${TOOLS.join(', ')}.`);
    return 2;
  }
  try {
    const question = { repository, from, to, folder, tool };
    const report = await judgeCommits(
      question,
      { open: scratchOn(engine), database: null, remedies: true, now: Date.now() },
      AbortSignal.timeout(LONGEST_MS),
    );
    print(json ? JSON.stringify(report) : toText(report, ''));
    return 0;
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    complain(error.message);
    return 2;
  }
}

const LONGEST_MS = 600_000;

function isTool(name: string): name is Tool {
  return TOOLS.some((tool) => tool === name);
}
