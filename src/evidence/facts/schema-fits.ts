import type { Deployment, NewestBuild } from '#domain/deployment.ts';
import type { Evidence, Verdict } from '#domain/evidence.ts';
import { dayInstant } from '#domain/instant.ts';
import { plain } from '#src/schema/render/plain.ts';
import type { ReportVerdict } from '#src/schema/render/report.ts';
import { describe } from '../describe.ts';
import { detailsOf } from '../schema/details-of.ts';
import type { Basis, KnownReport, SchemaSource } from '../schema/schema-source.ts';
import { withinDeadline, type Read } from '../within-deadline.ts';
import { migratedBy } from './migrated-by.ts';

export interface SchemaQuestion {
  readonly suspect: Deployment | null;
  readonly target: Deployment | null;
  /** Other targets on offer: where the first one does not run, one of these may. */
  readonly others: readonly Deployment[];
  readonly newest: Read<NewestBuild | null>;
  readonly deadlineMs: number;
}

const LONGEST_SENTENCE = 300;
const MOST_FOR_OTHERS_MS = 2_000;
const MOST_LOOKED_UP = 3;
/** Shorter ones name more than one commit. */
const SHORTEST_COMMIT = 7;

/** A caveat is no reason against: it stands in the sentence that is confirmed. Unknown never reads as safe. */
const VERDICTS: Record<ReportVerdict, Verdict> = {
  safe: 'supports',
  'safe with data caveat': 'supports',
  unsafe: 'contradicts',
  unknown: 'inconclusive',
};

/** Does the target's code run on today's schema? */
export async function schemaFits(
  source: SchemaSource | null,
  question: SchemaQuestion,
  now: number,
  signal: AbortSignal,
): Promise<Evidence> {
  const base = { kind: 'schema.fits', source: 'git', observedAt: now } as const;
  const { suspect, target, others, newest, deadlineMs } = question;
  if (source === null) return { ...base, verdict: 'unavailable', summary: 'No repository is configured, so the schema was not judged.' };
  const nobodyKnows = (deployment: Deployment | null): Evidence => ({
    ...base,
    verdict: 'inconclusive',
    summary: withoutCommit(deployment),
  });
  if (target?.commit == null) return nobodyKnows(target);
  if (suspect?.commit == null) return nobodyKnows(suspect);
  if (newest.kind === 'unavailable') {
    const summary = `Whose migrations the database has could not be read, so the schema was not judged. ${newest.why}`;
    return { ...base, verdict: 'unavailable', summary };
  }
  const { commit: from } = target;
  const migrated = migratedBy(suspect, newest.value);
  const { commit: to } = migrated;
  if (to === null) return nobodyKnows(migrated);

  const asked = await withinDeadline((stopped) => source.ask({ from, to }, stopped), deadlineMs, signal);
  if (asked.kind === 'unavailable') return { ...base, verdict: 'unavailable', summary: `The schema could not be judged. ${asked.why}` };
  const known = asked.value;
  const { sentence, verdict } = known.report;
  const looked =
    verdict === 'unsafe'
      ? await withinDeadline((stopped) => fittingAmong(source, others, { known, to }, stopped), MOST_FOR_OTHERS_MS, signal)
      : null;
  // Not known to run is all that is said of one that could not be looked up.
  const fitting = looked?.kind === 'read' ? looked.value : [];
  return {
    ...base,
    verdict: VERDICTS[verdict],
    summary: [plain(sentence, LONGEST_SENTENCE), ...since(known.basis)].join(' '),
    details: { ...detailsOf(known, fitting) },
  };
}

function withoutCommit(deployment: Deployment | null): string {
  if (deployment?.uncommittedOn === undefined) return 'A commit is not known, so the schema was not judged.';
  const below = deployment.uncommittedOn.slice(0, SHORTEST_COMMIT);
  return `${describe(deployment)} was deployed from a work tree with uncommitted changes on ${below}, so its code is not known and the schema was not judged.`;
}

/** Others whose code is known to run: the floor itself, and what was found earlier of the newest. Nothing is judged for it now. */
async function fittingAmong(
  source: SchemaSource,
  others: readonly Deployment[],
  { known, to }: { known: KnownReport; to: string },
  signal: AbortSignal,
): Promise<string[]> {
  const floor = known.report.floor?.deploy ?? '';
  const fits = async ({ commit }: Deployment, index: number): Promise<boolean> => {
    if (commit === null) return false;
    if (floor.length >= SHORTEST_COMMIT && commit.startsWith(floor)) return true;
    if (index >= MOST_LOOKED_UP) return false;
    const kept = await source.kept({ from: commit, to }, signal);
    return kept !== null && VERDICTS[kept.report.verdict] === 'supports';
  };
  const found = await Promise.all(others.map(async (other, index) => ({ other, fits: await fits(other, index) })));
  return found.filter((one) => one.fits).map(({ other }) => other.id);
}

function since(basis: Basis): string[] {
  if (basis.kind === 'judged now') return [];
  const when = dayInstant(basis.computedAt);
  return [
    basis.schemaRead
      ? `Computed ${when}; files and live schema unchanged since.`
      : `Computed ${when}; files unchanged since, and the live schema was not read.`,
  ];
}
