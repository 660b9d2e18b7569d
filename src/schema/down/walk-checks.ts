import type { Catalogue } from '../catalogue/catalogue.ts';
import { compareShapes } from './compare-shapes.ts';
import type { DownCheck, DownCheckName } from './down-verdict.ts';
import { emptyTables } from './empty-tables.ts';
import { changedRows, plant, readRows } from './rows.ts';
import { seedsOf, type Seed } from './seeds.ts';
import { applyAll, look, lost, type Walk } from './walk.ts';

const NOT_UP = { verdict: 'cannot tell', what: 'The migration itself does not run on the scratch database' } as const;

export async function looksLikeBefore(walk: Walk): Promise<DownCheck> {
  const check = 'prior schema';
  const before = await look(walk, check);
  if ('verdict' in before) return before;
  const up = await applyAll(walk, walk.ups, check, NOT_UP);
  if (up) return up;
  const live = await look(walk, check);
  if ('verdict' in live) return live;
  const down = await applyAll(walk, walk.downs, check, { verdict: 'failed', what: 'It does not run even without rows' });
  if (down) return down;
  const found = await look(walk, check);
  if ('verdict' in found) return found;

  const { verdict, worst, findings, emptied } = compareShapes(before.catalogue, found.catalogue);
  [walk.before, walk.live, walk.findings] = [before.catalogue, live.catalogue, findings];
  if (worst !== null) return { check, verdict, sentence: `The schema that it leaves is not the one before: ${worst}` };
  const empty = emptied.length === 0 ? '' : `; ${emptied.join(', ')} came back without data`;
  return { check, verdict, sentence: `It leaves the schema as it was before${empty}.` };
}

export async function redoes(walk: Walk): Promise<DownCheck> {
  const check = 'redo';
  const again = await applyAll(walk, walk.ups, check, { verdict: 'failed', what: 'After it the migration cannot be applied again' });
  if (again) return again;
  const found = await look(walk, check);
  if ('verdict' in found) return found;
  if (walk.live === null) return { check, verdict: 'cannot tell', sentence: 'The live schema was not read.' };
  const { verdict, worst } = compareShapes(walk.live, found.catalogue);
  const down = await applyAll(walk, walk.downs, check, { verdict: 'failed', what: 'It does not run a second time' });
  if (down) return down;
  if (worst !== null) return { check, verdict, sentence: `Applied again after it, the migration leaves another schema: ${worst}` };
  return { check, verdict, sentence: 'The migration can be applied again after it.' };
}

export async function survivesOldRows(walk: Walk): Promise<DownCheck> {
  const check = 'rows of the old code';
  const planted = await plantRows(walk, walk.before, 'full', check);
  if ('verdict' in planted) return planted;
  const rows = await readRows(walk.scratch, planted.seeds);
  if (rows.kind === 'lost') return lost(check, rows.why);
  const up = await applyAll(walk, walk.ups, check, NOT_UP);
  if (up) return up;
  const down = await applyAll(walk, walk.downs, check, { verdict: 'failed', what: 'It fails once there are rows' });
  if (down) return down;

  const found = await readRows(walk.scratch, planted.seeds);
  if (found.kind === 'lost') return lost(check, found.why);
  const changed = changedRows(rows.rows, found.rows);
  if (changed.length === 0) return { check, verdict: 'passed', sentence: `Rows in ${count(planted.seeds)} came back as they were.` };
  return { check, verdict: 'differs', sentence: `It runs, but rows do not come back as they were: ${changed.join(', ')}.` };
}

/** Rows that the live code wrote meet rules that it does not know: a value that it leaves out, a duplicate that it may make. */
export async function survivesLiveRows(walk: Walk): Promise<DownCheck> {
  const check = 'rows of the live code';
  const up = await applyAll(walk, walk.ups, check, NOT_UP);
  if (up) return up;
  const planted = await plantRows(walk, walk.live, 'bare', check);
  if ('verdict' in planted) return planted;
  const down = await applyAll(walk, walk.downs, check, { verdict: 'failed', what: 'It fails on rows that the live code wrote' });
  if (down) return down;
  return { check, verdict: 'passed', sentence: `It runs with rows of the live code in ${count(planted.seeds)}.` };
}

async function plantRows(
  walk: Walk,
  catalogue: Catalogue | null,
  kind: 'full' | 'bare',
  check: DownCheckName,
): Promise<DownCheck | { seeds: readonly Seed[] }> {
  if (catalogue === null) return { check, verdict: 'cannot tell', sentence: 'The schema was not read, so no rows could be made for it.' };
  const notEmptied = await emptyTables(walk.scratch, catalogue);
  if (notEmptied !== null) return { check, verdict: 'cannot tell', sentence: notEmptied };
  const seeds = seedsOf(catalogue, kind);
  const planted = await plant(walk.scratch, seeds);
  if (planted.kind === 'lost') return lost(check, planted.why);
  if (seeds.length > 0 && planted.seeds.length === 0) {
    return { check, verdict: 'cannot tell', sentence: 'No table took a synthetic row, so it was only tried without rows.' };
  }
  return planted;
}

function count(seeds: readonly Seed[]): string {
  return seeds.length === 1 ? 'one table' : `${seeds.length} tables`;
}
