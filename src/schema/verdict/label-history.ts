import { parseCatalogue, type CatalogueRead } from '../catalogue/read-catalogue.ts';
import { CATALOGUE_SQL } from '../catalogue/catalogue-sql.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { found } from '../diff/found.ts';
import { label, type Label } from '../diff/label.ts';
import type { Finding } from '../finding.ts';
import type { History, Migration } from '../migration.ts';
import { applyScript, type Applied } from '../replay/apply-script.ts';
import { layGround } from '../replay/ground.ts';
import { extensionsOf } from '../scratch/extensions.ts';
import { openScratch } from '../scratch/open-scratch.ts';

/** One migration, with the schema before it as the contract of the old code. */
export interface Labelled {
  readonly migration: string;
  readonly verdict: Label;
  readonly findings: readonly Finding[];
}

export interface LabelOptions {
  /** `pglite`, or the URL of a PostgreSQL server: see `openScratch`. */
  readonly engine: string;
  readonly wallMs?: number;
  readonly memoryMb?: number;
}

const QUESTION = `set local search_path = ''; ${CATALOGUE_SQL}`;

export async function* labelHistory(history: Extract<History, { kind: 'history' }>, options: LabelOptions): AsyncGenerator<Labelled> {
  const { engine, wallMs = 20_000, memoryMb = 1536 } = options;
  const scratch = await openScratch({ engine, wallMs, memoryMb, extensions: extensionsOf(history) });
  try {
    let lost = await layGround(scratch, history.tool);
    let before: CatalogueRead = { kind: 'not read', why: lost ?? '' };
    if (lost === null)
      before = parseCatalogue((await scratch.runAll([{ sql: QUESTION, rows: true }]))[0] ?? { kind: 'lost', why: 'no answer' });
    for (const [index, migration] of history.migrations.entries()) {
      for (const opaque of history.opaque.filter((one) => one.before === index))
        yield labelled(opaque.file, [unknown(opaque.file, null, opaque.file, opaque.why)]);
      if (lost !== null) {
        yield labelled(migration.name, [unknown(migration.file, null, migration.name, lost)]);
        continue;
      }
      const applied: Applied = await applyScript(scratch, migration.up, { tool: history.tool, ask: [QUESTION] });
      if (applied.outcome.kind === 'lost') lost = applied.outcome.why;
      const after = parseCatalogue(applied.answers[0] ?? { kind: 'lost', why: lost ?? 'no answer' });
      yield labelled(migration.name, findingsOf(migration, applied, before, after));
      before = after;
    }
  } finally {
    await scratch.close();
  }
}

function findingsOf(migration: Migration, { outcome }: Applied, before: CatalogueRead, after: CatalogueRead): Finding[] {
  const failures = outcome.kind === 'partly applied' ? outcome.failures : [];
  const opaque = failures.map(({ line, message }) =>
    unknown(migration.file, line, migration.name, `A statement could not be replayed: ${message}`),
  );
  if (outcome.kind === 'lost') opaque.push(unknown(migration.file, null, migration.name, outcome.why));
  if (before.kind === 'not read') return [...opaque, unknown(migration.file, null, migration.name, before.why)];
  if (after.kind === 'not read') return [...opaque, unknown(migration.file, null, migration.name, after.why)];
  return [...diffCatalogues(before.catalogue, after.catalogue).map((finding) => ({ ...finding, file: migration.file })), ...opaque];
}

function unknown(file: string, line: number | null, object: string, message: string): Finding {
  return { ...found('OPAQUE', object, message), file, line };
}

function labelled(migration: string, findings: readonly Finding[]): Labelled {
  return { migration, verdict: label(findings), findings };
}
