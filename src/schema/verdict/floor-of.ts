import type { Catalogue } from '../catalogue/catalogue.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { label } from '../diff/label.ts';
import type { Finding } from '../finding.ts';
import type { History } from '../migration.ts';
import type { Span } from './compare-histories.ts';
import type { State, Walked } from './walk-span.ts';

/** How far back code still runs on the live schema, told by migrations: any deploy that has `oldest`, and none that lacks it. */
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
 * Goes back from the live schema, state by state, to the first that the live schema breaks, or of which that cannot be told. By the schema alone, but for the
 * earlier commit: every other state counts as what its code was written for.
 */
export function floorOf({ earlier, steps, runs, isUnclear }: FloorQuestion): FloorByMigration | null {
  const states = [...earlier, ...steps];
  const live = states.at(-1);
  if (live === undefined) return null;
  let oldest = live;
  for (const state of states.slice(0, -1).toReversed()) {
    const holds = state === earlier.at(-1) ? runs : !isUnclear(oldest.migration) && runsOn(state.catalogue, live.catalogue);
    if (!holds) return { kind: 'floor', oldest: oldest.migration.name, endedBy: oldest.migration.name };
    oldest = state;
  }
  return { kind: 'not reached', oldest: oldest.migration.name };
}

function runsOn(old: Catalogue, live: Catalogue): boolean {
  const verdict = label(diffCatalogues(old, live));
  return verdict === 'safe' || verdict === 'caveat';
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
