import { found } from '../diff/found.ts';
import { label, type Label } from '../diff/label.ts';
import type { Finding } from '../finding.ts';
import type { History } from '../migration.ts';
import { extensionsOf } from '../scratch/extensions.ts';
import { openScratch } from '../scratch/open-scratch.ts';
import { ahead } from './history/ahead.ts';
import { createReplayer } from './history/replayer.ts';
import { scout, type Scouted } from './history/scout.ts';
import { tryOldCode } from './history/try-old-code.ts';

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

export async function* labelHistory(history: Extract<History, { kind: 'history' }>, options: LabelOptions): AsyncGenerator<Labelled> {
  const { engine, wallMs = 20_000, memoryMb = 1536 } = options;
  const extensions = extensionsOf(history);
  const poisonous = new Set<number>();
  const start = () =>
    createReplayer(history, { open: () => openScratch({ engine, wallMs, memoryMb, extensions }), poisonous, reopenings: 2 });
  const [first, second] = [start(), start()];
  try {
    for await (const scouted of ahead(scout(history, first), 100)) {
      for (const opaque of history.opaque.filter((one) => one.before === scouted.index))
        yield labelled(opaque.file, [unknown(opaque.file, null, opaque.file, opaque.why)]);
      const { migration, seen } = scouted;
      const findings =
        seen.kind === 'seen' ? await tryOldCode(second, scouted.index, seen) : [unknown(migration.file, null, migration.name, seen.why)];
      yield labelled(migration.name, [...findings.map((f) => Object.assign(f, { file: migration.file })), ...failures(scouted)]);
    }
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
}

function failures({ migration, applied: { outcome } }: Scouted): Finding[] {
  if (outcome.kind !== 'partly applied') return [];
  return outcome.failures.map(({ line, message }) =>
    unknown(migration.file, line, migration.name, `A statement could not be replayed: ${message}`),
  );
}

function unknown(file: string, line: number | null, object: string, message: string): Finding {
  return { ...found('OPAQUE', object, message), file, line };
}

function labelled(migration: string, findings: readonly Finding[]): Labelled {
  return { migration, verdict: label(findings), findings };
}
