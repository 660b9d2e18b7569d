import type { Catalogue } from '../../catalogue/catalogue.ts';
import { createCatalogueReader, type CatalogueReader } from '../../catalogue/create-catalogue-reader.ts';
import type { CatalogueRead } from '../../catalogue/read-catalogue.ts';
import { diffCatalogues } from '../../diff/diff-catalogues.ts';
import type { Finding } from '../../finding.ts';
import type { History, Migration } from '../../migration.ts';
import type { Applied } from '../../replay/apply-script.ts';
import type { Replayer } from './replayer.ts';

/** A migration that was replayed, and the schema on both sides of it. */
export interface Scouted {
  readonly migration: Migration;
  readonly index: number;
  readonly applied: Applied;
  readonly seen: Seen | NotSeen;
}

export interface Seen {
  readonly kind: 'seen';
  readonly before: Catalogue;
  readonly after: Catalogue;
  readonly findings: readonly Finding[];
}

export interface NotSeen {
  readonly kind: 'not seen';
  readonly why: string;
  /** Null where that was not read either. */
  readonly before: Catalogue | null;
}

/** Replays the whole history, reading the catalogue between the migrations. One that takes the database down is left out for those after it. */
export async function* scout(history: Extract<History, { kind: 'history' }>, replayer: Replayer): AsyncGenerator<Scouted> {
  let reader: CatalogueReader | null = null;
  let before: CatalogueRead = { kind: 'not read', why: 'Nothing was read yet.' };
  for (const [index, migration] of history.migrations.entries()) {
    const ready = await replayer.before(index);
    if (ready.kind === 'lost') {
      reader = null;
      yield {
        migration,
        index,
        applied: { outcome: ready, parsed: null, answers: [] },
        seen: { kind: 'not seen', why: ready.why, before: null },
      };
      continue;
    }
    if (ready.isNew || reader === null) reader = createCatalogueReader(ready.scratch);
    if (ready.isNew || before.kind === 'not read') before = await reader.read();
    const applied: Applied = await replayer.apply(index, { ask: reader.questions() });
    const after: CatalogueRead =
      applied.outcome.kind === 'lost' ? { kind: 'not read', why: applied.outcome.why } : await reader.take(applied.answers);
    yield { migration, index, applied, seen: seenOf(before, after) };
    before = after;
  }
}

function seenOf(before: CatalogueRead, after: CatalogueRead): Seen | NotSeen {
  if (before.kind === 'not read') return { kind: 'not seen', why: before.why, before: null };
  if (after.kind === 'not read') return { kind: 'not seen', why: after.why, before: before.catalogue };
  return { kind: 'seen', before: before.catalogue, after: after.catalogue, findings: diffCatalogues(before.catalogue, after.catalogue) };
}
