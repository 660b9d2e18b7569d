import { SwitchbackError } from '#domain/errors.ts';
import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../finding.ts';
import { inToolFormat, type FixFile } from '../fix/in-tool-format.ts';
import { nextVersion } from '../fix/next-version.ts';
import { proveForwardFix } from '../fix/prove-forward-fix.ts';
import type { FixDraft, FixStep } from '../fix/draft.ts';
import { sqlStyleOf } from '../history/read-sql.ts';
import type { FileTree, History } from '../migration.ts';
import type { Marker } from '../markers/marker.ts';
import { seedsOf } from '../down/seeds.ts';
import { canonicalStatements } from '../oracle/canonical-statements.ts';
import { accept } from '../oracle/execute.ts';
import type { Accepted } from '../oracle/statement.ts';
import { pathOf } from '../render/report.ts';
import type { Scratch } from '../scratch.ts';
import type { FixSummary } from './span-report.ts';
import type { Walked } from './walk-span.ts';

export interface FixNeeds {
  readonly walked: Walked;
  readonly findings: readonly Finding[];
  readonly markers: readonly Marker[];
  readonly contract: Contract;
  readonly old: readonly Accepted[];
  readonly live: Extract<History, { kind: 'history' }>;
  /** Of the migrations, from the top of the repository. */
  readonly folder: string;
  /** The files of that folder at the live commit. */
  readonly tree: FileTree;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Drafts and proves the migration after which the old code works again.
 *
 * @param current a scratch database that has the live schema; only asked, not changed
 * @param open another one with the live schema and no rows, for each try
 */
export async function forwardFix(current: Scratch, open: () => Promise<Scratch>, needs: FixNeeds): Promise<FixSummary> {
  const { walked, findings, markers, contract, old, folder } = needs;
  const statements = { old, live: await accept(current, canonicalStatements(walked.live)) };
  const rows = seedsOf(walked.live, 'full').flatMap(({ inserts }) => inserts.slice(0, 1));
  const question = { findings, before: walked.before, live: walked.live, markers, contract, definitions: walked.definitions };
  const fix = await proveForwardFix(open, question, statements, rows);
  const uncovered = fix.draft.uncovered.map(({ finding, why }) => `${finding.object}: ${why}`);
  if (fix.kind === 'none') return { kind: 'none', why: fix.why, uncovered };
  const files = filesOf(needs, fix.draft);
  if (typeof files === 'string') return { kind: 'none', why: files, uncovered };
  return {
    kind: 'proved',
    files: files.map(({ path, content }) => ({ path: pathOf(path, folder), content })),
    says: heaviestFirst(fix.draft.steps).map(saysOf),
    removeLater: fix.draft.removeLater,
    left: fix.proof.left,
    hurts: fix.proof.hurts,
    uncovered,
  };
}

/** Or one sentence why the tool's own files leave no place for another migration: that must not cost the verdict. */
function filesOf({ live, tree, now }: FixNeeds, draft: FixDraft): FixFile[] | string {
  const names = live.migrations.map(({ name }) => name);
  if (live.migrations.some(({ file }) => file.endsWith('/ops.json')))
    return 'Migrations of Prisma 8 are compiled from TypeScript, so none was drafted. Change the contract and plan a migration with Prisma.';
  try {
    return inToolFormat(live.tool, draft, {
      version: nextVersion(live.tool, names, now),
      name: nameOf(draft.steps),
      reversible: live.migrations.some(({ down }) => down !== null),
      journal: tree.get('meta/_journal.json') ?? null,
      now,
      style: sqlStyleOf(tree),
    });
  } catch (error) {
    if (error instanceof SwitchbackError) return error.message;
    throw error;
  }
}

/** A phone shows the first alone. */
function heaviestFirst(steps: readonly FixStep[]): FixStep[] {
  const weight = ({ rewrites, rowsTouched }: FixStep) => (rewrites ? 2 : rowsTouched === 'all' ? 1 : 0);
  return steps.toSorted((a, b) => weight(b) - weight(a));
}

function saysOf({ finding, why, locks, rewrites, rowsTouched, dataBack }: FixStep): string {
  const rows = rowsTouched === 'all' ? 'touches every row' : 'touches no row';
  const back = { yes: 'The data comes back.', no: 'The data does not come back.', 'from expression': 'The data comes back, computed.' }[
    dataBack
  ];
  return `${finding.object}: ${why} ${back} It takes ${locks}, ${rewrites ? 'rewrites the table' : 'rewrites nothing'} and ${rows}.`;
}

/** In the letters of a file name. */
function nameOf(steps: readonly FixStep[]): string {
  const [first] = steps;
  const local =
    first?.finding.object
      .replace(/[(/].*$/u, '')
      .split('.')
      .at(-1) ?? 'schema';
  const letters = local
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '');
  return `restore_${letters === '' ? 'schema' : letters.slice(0, 40)}`;
}
