import type { Catalogue } from '../catalogue/catalogue.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import type { Finding } from '../finding.ts';
import type { History } from '../migration.ts';
import type { Span } from './compare-histories.ts';
import type { State, Walked } from './walk-span.ts';

/** How far back code still runs on the live schema, told by migrations: every deploy that has `oldest`, and none before it, because of `endedBy`. */
export type FloorByMigration =
  | { readonly kind: 'floor'; readonly oldest: string; readonly endedBy: string }
  /** As far as was looked. */
  | { readonly kind: 'not reached'; readonly oldest: string };

export interface FloorQuestion {
  /** Newest last: the schema after each of the last migrations of the earlier commit, and after each one on the way to the live one. */
  readonly earlier: readonly State[];
  readonly steps: readonly State[];
  /** Whether the code of the earlier commit itself was found to run: more was looked at there than the schema. */
  readonly runs: boolean;
  /** Whether it cannot be told what this migration did: nothing is known of any state before it. */
  readonly isUnclear: (migration: State['migration']) => boolean;
}

/**
 * Goes back to the first state that the live schema breaks, or of which that cannot be told: from the earlier commit on where its code was found to run, from the
 * live schema on otherwise. By the schema alone: every state counts as what its code was written for.
 */
export function floorOf({ earlier, steps, runs, isUnclear }: FloorQuestion): FloorByMigration | null {
  const states = [...earlier, ...steps];
  const live = states.at(-1);
  if (live === undefined) return null;
  const from = earlier.length - 1;
  const start = runs && from >= 0 ? from : states.length - 1;
  let oldest = states[start] ?? live;
  for (let at = start - 1; at >= 0; at -= 1) {
    const state = states[at];
    if (state === undefined) break;
    if (isUnclear(oldest.migration)) return floor(oldest, oldest);
    const broken = brokenOn(state.catalogue, live.catalogue);
    if (broken !== null) return floor(oldest, states.slice(at + 1).find((later) => breaks(broken, state, later)) ?? oldest);
    // More was looked at there than the schema.
    if (at === from && !runs) return floor(oldest, oldest);
    oldest = state;
  }
  return { kind: 'not reached', oldest: oldest.migration.name };
}

function floor(oldest: State, endedBy: State): FloorByMigration {
  return { kind: 'floor', oldest: oldest.migration.name, endedBy: endedBy.migration.name };
}

function brokenOn(old: Catalogue, live: Catalogue): Finding | null {
  const findings = diffCatalogues(old, live);
  return findings.find(({ severity }) => severity === 'hard' || severity === 'data') ?? null;
}

function breaks({ code, object }: Finding, old: State, later: State): boolean {
  return diffCatalogues(old.catalogue, later.catalogue).some((finding) => finding.code === code && finding.object === object);
}

type Readable = Extract<History, { kind: 'history' }>;

interface FloorNeeds {
  readonly before: Readable;
  readonly live: Readable;
  readonly span: Span;
  readonly walked: Walked;
  readonly findings: readonly Finding[];
  readonly runs: boolean;
}

/** Null where it cannot be told what the live schema is. */
export function floorFor({ before, live, span, walked, findings, runs }: FloorNeeds): FloorByMigration | null {
  const unclear = findings.filter(({ severity }) => severity === 'unknown');
  const isEverywhere = unclear.some(({ file }) => file === null) || span.opaque.some((one) => one.before === live.migrations.length);
  if (isEverywhere || span.edited.length + span.removed.length > 0) return null;
  const files = new Set([
    ...unclear.map(({ file }) => file),
    ...walked.below.filter(({ failures }) => failures.length > 0).map(({ migration }) => migration.file),
    // What comes after one that was not run begins in the dark.
    ...span.opaque.map((one) => live.migrations[one.before]?.file),
    ...before.opaque.map((one) => before.migrations[one.before]?.file),
  ]);
  return floorOf({ ...walked, runs, isUnclear: ({ file }) => files.has(file) });
}
