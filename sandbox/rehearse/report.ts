import type { EvidenceKind, Verdict } from '#domain/evidence.ts';
import { readRecord } from '#sandbox/scenarios/read-record.ts';
import type { Effect } from '#src/store/effects.ts';
import type { JournalEntry } from '#src/store/journal.ts';
import { openStore } from '#src/store/open-store.ts';
import type { Span, Stage } from './stage.ts';
import type { Walk } from './walks/walk.ts';

export interface Report {
  readonly name: Walk['name'];
  readonly class: string | null;
  readonly path: string | null;
  /** What people did between `/rollback` and the traffic moving, or the fix being applied. */
  readonly clicks: number;
  /** Of the time from `/rollback` until then, all that was spent neither in a provider nor on a person. */
  readonly botOverheadMs: number;
  readonly outcome: string;
  readonly steps: readonly { readonly name: string; readonly state: string; readonly startedAt: string; readonly endedAt: string | null }[];
  readonly evidence: readonly {
    readonly kind: EvidenceKind;
    readonly source: string;
    readonly verdict: Verdict;
    readonly summary: string;
    readonly observedAt: string;
  }[];
}

/** Kinds of effect whose time is the provider's: the bot waits for an answer. */
const IN_A_PROVIDER = new Set([
  'gatherFacts',
  'assessTarget',
  'startMove',
  'observeJob',
  'observeSwap',
  'lookAtRecovery',
  'readStep',
  // Git writes the branch.
  'proposeFix',
]);
/** What says something, rather than does something. */
const SAYING = new Set(['say', 'renderStatus', 'watchProduction']);

/** The walk as the bot itself recorded it: queries over its journal and its ledger of effects. */
export async function report(walk: Walk, storePath: string, { acted, busy }: Pick<Stage, 'acted' | 'busy'>): Promise<Report> {
  const store = await openStore(`sqlite:${storePath}`);
  try {
    const incident = await readRecord(store, null);
    if (incident === null) throw new Error(`${walk.name}: no incident was recorded`);
    const { context, journal, effects } = incident;
    const movedAt = momentOfMoving(walk, journal);
    return {
      name: walk.name,
      class: context.class,
      path: context.path,
      clicks: acted.filter((at) => at < movedAt).length,
      botOverheadMs: overhead(incident.openedAt, movedAt, [...effects.flatMap(inProvider), ...busy]),
      outcome: context.outcome ?? 'open',
      steps: effects
        .filter(({ kind, state }) => !SAYING.has(kind) && state !== 'cancelled')
        .map(({ kind, state, startedAt, createdAt, finishedAt }) => ({
          name: kind,
          state,
          startedAt: iso(startedAt ?? createdAt),
          endedAt: finishedAt === null ? null : iso(finishedAt),
        })),
      evidence: journal.flatMap(evidenceOf),
    };
  } finally {
    await store.close();
  }
}

function momentOfMoving({ movesAt, name }: Walk, journal: readonly JournalEntry[]): number {
  const entry =
    movesAt === 'the first move'
      ? journal.find(({ type }) => type === 'move.accepted')
      : journal.findLast(({ type, at }) => type === 'step.confirm' && at < (firstLook(journal) ?? Infinity));
  if (entry === undefined) throw new Error(`${name}: production never moved`);
  return entry.at;
}

function firstLook(journal: readonly JournalEntry[]): number | undefined {
  return journal.find(({ type }) => type === 'recovery.observed')?.at;
}

function inProvider({ kind, startedAt, finishedAt }: Effect): Span[] {
  return IN_A_PROVIDER.has(kind) && startedAt !== null && finishedAt !== null ? [{ from: startedAt, to: finishedAt }] : [];
}

/** In Slack people answer at once here, so what is neither in a provider nor done by hand is the bot's own. */
function overhead(openedAt: number, movedAt: number, others: readonly Span[]): number {
  const spans = others
    .map(({ from, to }) => ({ from: Math.max(from, openedAt), to: Math.min(to, movedAt) }))
    .filter(({ from, to }) => to > from)
    .sort((left, right) => left.from - right.from);
  let covered = 0;
  let reached = openedAt;
  for (const { from, to } of spans) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return movedAt - openedAt - covered;
}

function evidenceOf({ payload }: JournalEntry): Report['evidence'] {
  const found =
    (payload as { evidence?: { kind: EvidenceKind; source: string; verdict: Verdict; summary: string; observedAt: number }[] }).evidence ??
    [];
  return found.map(({ kind, source, verdict, summary, observedAt }) => ({ kind, source, verdict, summary, observedAt: iso(observedAt) }));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
