import { SwitchbackError } from '#domain/errors.ts';
import type { ScratchSource } from '#src/judge/scratch-on.ts';
import { found } from '#src/schema/diff/found.ts';
import type { Finding } from '#src/schema/finding.ts';
import type { MarkerProblem } from '#src/schema/markers/marker.ts';
import { TOOLS, type Tool } from '#src/schema/migration.ts';
import { pathOf, worstFirst } from '#src/schema/render/report.ts';
import { amongAnnotations, ANNOTATIONS, toAnnotations } from '#src/schema/render/to-annotations.ts';
import { toSarif } from '#src/schema/render/to-sarif.ts';
import { signOffOf } from '#src/schema/verdict/sign-off.ts';
import { lint, type Linted } from './lint.ts';
import { lintFolder } from './lint-folder.ts';
import { lintText } from './lint-text.ts';
import { fails, shown, type Ruled } from './ruled.ts';

const FORMATS = ['text', 'json', 'sarif', ANNOTATIONS.format] as const;

type Format = (typeof FORMATS)[number];

export interface LintOptions {
  readonly directory: string;
  readonly base: string | null;
  readonly tool: string | null;
  readonly format: string;
  /** Who accepted the whole change. */
  readonly reviewers: readonly string[];
  /** `pglite`, or the URL of a PostgreSQL server. */
  readonly engine: string;
  /** On that engine. */
  readonly scratch: ScratchSource;
  /** Whether text brings workflow commands too. */
  readonly annotate: boolean;
  readonly version: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/**
 * Exit code 0: nothing breaks the code that is out there, or a reviewer accepted that it does. 1: something does, or cannot be told, or a marker is
 * wrong. 2: nothing could be judged.
 */
export async function lintCommand(options: LintOptions): Promise<number> {
  const { tool, format, print, complain } = options;
  if (tool !== null && !isTool(tool))
    return refuse(complain, `There is no migration tool ${JSON.stringify(tool)} here. Name one of ${TOOLS.join(', ')}.`);
  if (!isFormat(format)) return refuse(complain, `There is no format ${JSON.stringify(format)}. Name one of ${FORMATS.join(', ')}.`);
  const linted = await lintedBy({ ...options, tool });
  if (linted.kind === 'not readable') return refuse(complain, linted.why);

  const { findings, markers, problems } = linted.judged;
  const wrongMarkers = problems.map(wrongMarker);
  const ruled = [...worstFirst(findings), ...wrongMarkers].map((finding) => ({
    finding,
    signOff: signOffOf(finding, markers, options.reviewers),
  }));
  print(FORMATTERS[format](ruled, linted, options));
  return ruled.some(fails) ? 1 : 0;
}

async function lintedBy({ base, directory, tool, engine, scratch }: LintOptions & { readonly tool: Tool | null }): Promise<Linted> {
  try {
    return base === null ? await lintFolder({ directory, tool, engine }) : await lint({ directory, base, tool, scratch });
  } catch (error) {
    if (error instanceof SwitchbackError) return { kind: 'not readable', why: error.message };
    throw error;
  } finally {
    await scratch.foundations.close();
  }
}

function wrongMarker({ file, line, why }: MarkerProblem): Finding {
  return { ...found('OPAQUE', file, why), file, line };
}

type Readable = Extract<Linted, { kind: 'linted' }>;

const FORMATTERS: Record<Format, (ruled: readonly Ruled[], linted: Readable, options: LintOptions) => string> = {
  text: (ruled, { folder, count }, { annotate }) => {
    const text = lintText(ruled, folder, count);
    return annotate ? `${amongAnnotations(text)}\n${toAnnotations(ruled.map(shown), folder)}` : text;
  },
  json: (ruled, { folder, count }) =>
    JSON.stringify({
      passed: !ruled.some(fails),
      migrations: count,
      findings: ruled.map((one) => {
        const { code, severity, object, sqlstate, file, line, message, failing } = one.finding;
        return { code, severity, object, sqlstate, file: file && pathOf(file, folder), line, message, failing, signOff: one.signOff };
      }),
    }),
  sarif: (ruled, { folder }, { version }) => toSarif(ruled.map(shown), folder, version),
  [ANNOTATIONS.format]: (ruled, { folder }) => toAnnotations(ruled.map(shown), folder),
};

function refuse(complain: LintOptions['complain'], why: string): number {
  complain(why);
  return 2;
}

function isTool(name: string): name is Tool {
  return TOOLS.some((tool) => tool === name);
}

function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name);
}
