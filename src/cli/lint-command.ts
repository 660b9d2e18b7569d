import { SwitchbackError } from '#domain/errors.ts';
import type { Finding } from '#src/schema/finding.ts';
import { TOOLS, type Tool } from '#src/schema/migration.ts';
import { plain } from '#src/schema/render/plain.ts';
import { pathOf, worstFirst } from '#src/schema/render/report.ts';
import { toAnnotations } from '#src/schema/render/to-annotations.ts';
import { toSarif } from '#src/schema/render/to-sarif.ts';
import { signOffOf, type SignOff } from '#src/schema/verdict/sign-off.ts';
import { lint, type Linted } from './lint.ts';
import { lintFolder } from './lint-folder.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

export type Format = (typeof FORMATS)[number];

export interface LintOptions {
  readonly directory: string;
  readonly base: string | null;
  readonly tool: string | null;
  readonly format: string;
  /** Who accepted the whole change. */
  readonly reviewers: readonly string[];
  readonly engine: string;
  readonly version: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Ruled {
  readonly finding: Finding;
  readonly signOff: SignOff;
}

/**
 * Exit code 0: nothing breaks the code that is out there, or a reviewer accepted that it does. 1: something does, or cannot be told, or a marker is
 * wrong. 2: nothing could be judged.
 */
export async function lintCommand(options: LintOptions): Promise<number> {
  const { tool, format, print, complain } = options;
  if (tool !== null && !isTool(tool)) return refuse(complain, `There is no migration tool ${tool} here. Name one of ${TOOLS.join(', ')}.`);
  if (!isFormat(format)) return refuse(complain, `There is no format ${format}. Name one of ${FORMATS.join(', ')}.`);
  const linted = await lintedBy({ ...options, tool });
  if (linted.kind === 'not readable') return refuse(complain, linted.why);

  const { findings, markers, problems } = linted.judged;
  const wrongMarkers = problems.map(({ file, line, why }): Finding => ({ ...WRONG_MARKER, file, line, object: file, message: why }));
  const ruled = [...worstFirst(findings), ...wrongMarkers].map((finding) => ({
    finding,
    signOff: signOffOf(finding, markers, options.reviewers),
  }));
  print(FORMATTERS[format](ruled, linted, options.version));
  return ruled.some(fails) ? 1 : 0;
}

async function lintedBy({ base, directory, tool, engine }: LintOptions & { readonly tool: Tool | null }): Promise<Linted> {
  try {
    return base === null ? await lintFolder({ directory, tool, engine }) : await lint({ directory, base, tool, engine });
  } catch (error) {
    if (error instanceof SwitchbackError) return { kind: 'not readable', why: error.message };
    throw error;
  }
}

const WRONG_MARKER = { code: 'OPAQUE', severity: 'unknown', sqlstate: null, failing: null } as const;

function fails({ finding, signOff }: Ruled): boolean {
  if (finding.severity === 'unknown') return true;
  return (finding.severity === 'hard' || finding.severity === 'data') && signOff.kind !== 'signed off';
}

/** As the formats for other programs show it: accepted findings stay visible and stop nothing. */
function shown({ finding, signOff }: Ruled): Finding {
  if (signOff.kind === 'signed off') return { ...finding, severity: 'note', message: `${finding.message} Signed off by ${signOff.by}.` };
  return signOff.kind === 'not signed off' ? { ...finding, message: `${finding.message} ${signOff.why}` } : finding;
}

type Readable = Extract<Linted, { kind: 'linted' }>;

const FORMATTERS: Record<Format, (ruled: readonly Ruled[], linted: Readable, version: string) => string> = {
  text: toText,
  json: (ruled, { folder, count }) =>
    JSON.stringify({
      passed: !ruled.some(fails),
      migrations: count,
      findings: ruled.map((one) => {
        const { code, severity, object, sqlstate, file, line, message, failing } = one.finding;
        return { code, severity, object, sqlstate, file: file && pathOf(file, folder), line, message, failing, signOff: one.signOff };
      }),
    }),
  sarif: (ruled, { folder }, version) => toSarif(ruled.map(shown), folder, version),
  github: (ruled, { folder }) => toAnnotations(ruled.map(shown), folder),
};

const WORDS: Record<Finding['severity'], string> = {
  hard: 'breaks',
  data: 'breaks',
  unknown: 'unknown',
  conditional: 'caveat',
  note: 'note',
};

function toText(ruled: readonly Ruled[], { folder, count }: Readable): string {
  const told = ruled.filter(({ finding }) => finding.severity !== 'note');
  const lines = told.flatMap((one) => {
    const { finding } = one;
    const place =
      finding.file === null ? 'place not known' : `${pathOf(finding.file, folder)}${finding.line === null ? '' : `:${finding.line}`}`;
    const word = one.signOff.kind === 'signed off' ? 'accepted' : WORDS[finding.severity];
    const proof = finding.failing === null ? [] : [`    tried: ${plain(finding.failing.statement, 120)} → ${finding.failing.sqlstate}`];
    const text = plain(shown(one).message, 400);
    return [
      `${place}  ${word}  ${finding.code} ${plain(finding.object, 100)}${finding.sqlstate === null ? '' : ` (${finding.sqlstate})`}`,
      `    ${text}`,
      ...proof,
    ];
  });
  return [...lines, ...(lines.length === 0 ? [] : ['']), summary(ruled, count)].join('\n');
}

function summary(ruled: readonly Ruled[], count: number): string {
  const looked = count === 1 ? 'One migration' : `${count} migrations`;
  const failed = ruled.filter(fails);
  const unknown = failed.filter(({ finding }) => finding.severity === 'unknown').length;
  if (failed.length === 0)
    return `${looked}: nothing in ${count === 1 ? 'it' : 'them'} breaks the code that is out there, or a reviewer accepted it.`;
  const breaks = failed.length - unknown;
  const parts = [
    ...(breaks > 0 ? [`${breaks} would break the code that is out there`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be told`] : []),
  ];
  return `${looked}: ${parts.join(', ')}. Split the change so that both versions of the code run (expand, deploy, contract), or mark the statement with
-- compat: breaking (reason: …; signed-off-by: a reviewer)`;
}

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
