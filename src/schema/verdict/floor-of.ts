import type { Catalogue } from '../catalogue/catalogue.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { label } from '../diff/label.ts';
import type { State } from './walk-span.ts';

/** How far back code still runs on the live schema, told by migrations: any deploy that has `oldest`, and none that lacks it. */
export type FloorByMigration =
  | { readonly kind: 'floor'; readonly oldest: string; readonly endedBy: string }
  /** As far as was looked. */
  | { readonly kind: 'not reached'; readonly oldest: string };

/**
 * Goes back from the live schema, state by state, to the first that the live schema breaks. By the schema alone: every state counts as what its
 * code was written for.
 *
 * @param states newest last; the last is the live schema itself
 */
export function floorOf(states: readonly State[]): FloorByMigration | null {
  const live = states.at(-1);
  if (live === undefined) return null;
  let oldest = live;
  for (const state of states.slice(0, -1).toReversed()) {
    if (!runsOn(state.catalogue, live.catalogue)) return { kind: 'floor', oldest: oldest.migration.name, endedBy: oldest.migration.name };
    oldest = state;
  }
  return { kind: 'not reached', oldest: oldest.migration.name };
}

function runsOn(old: Catalogue, live: Catalogue): boolean {
  const verdict = label(diffCatalogues(old, live));
  return verdict === 'safe' || verdict === 'caveat';
}
