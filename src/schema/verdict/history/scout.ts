import { CATALOGUE_SQL } from '../../catalogue/catalogue-sql.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { parseCatalogue } from '../../catalogue/read-catalogue.ts';
import { diffCatalogues } from '../../diff/diff-catalogues.ts';
import type { Finding } from '../../finding.ts';
import type { History, Migration } from '../../migration.ts';
import type { Applied } from '../../replay/apply-script.ts';
import type { Ran } from '../../scratch.ts';
import type { Replayer } from './replayer.ts';

/** A migration that was replayed, and the schema on both sides of it. */
export interface Scouted {
  readonly migration: Migration;
  readonly index: number;
  readonly applied: Applied;
  readonly seen: Seen;
}

export type Seen =
  | { readonly kind: 'seen'; readonly before: Catalogue; readonly after: Catalogue; readonly findings: readonly Finding[] }
  | { readonly kind: 'not seen'; readonly why: string };

const QUESTION = `set local search_path = ''; ${CATALOGUE_SQL}`;

/** Replays the whole history, reading the catalogue between the migrations. */
export async function* scout(history: Extract<History, { kind: 'history' }>, replayer: Replayer): AsyncGenerator<Scouted> {
  let before: Catalogue | null = null;
  for (const [index, migration] of history.migrations.entries()) {
    const ready = await replayer.before(index);
    if (ready.kind === 'lost') {
      yield { migration, index, applied: { outcome: ready, parsed: null, answers: [] }, seen: { kind: 'not seen', why: ready.why } };
      continue;
    }
    if (ready.isNew || before === null) {
      const r = parseCatalogue((await ready.scratch.runAll([{ sql: QUESTION, rows: true }]))[0] as Ran);
      before = r.kind === 'read' ? r.catalogue : null;
    }
    const applied: Applied = await replayer.apply(index, { ask: [QUESTION] });
    const after = parseCatalogue(applied.answers[0] ?? { kind: 'lost', why: 'no answer' });
    if (before === null || after.kind === 'not read') {
      yield { migration, index, applied, seen: { kind: 'not seen', why: after.kind === 'not read' ? after.why : 'before not read' } };
      before = null;
      continue;
    }
    yield {
      migration,
      index,
      applied,
      seen: { kind: 'seen', before, after: after.catalogue, findings: diffCatalogues(before, after.catalogue) },
    };
    before = after.catalogue;
  }
}
