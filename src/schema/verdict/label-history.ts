import { label, type Label } from '../diff/label.ts';
import type { Finding } from '../finding.ts';
import type { History } from '../migration.ts';
import { extensionsOf } from '../scratch/extensions.ts';
import { replay } from '../replay/replay.ts';
import { openScratch, type ScratchOptions } from '../scratch/open-scratch.ts';
import { ahead } from './history/ahead.ts';
import type { Parsed } from '../parse/parsed.ts';
import { programsOf } from './by-rows.ts';
import { createGaps } from './history/gaps.ts';
import { judgeMigration, opaque } from './history/judge-migration.ts';
import { createReplayer } from './history/replayer.ts';
import { scout } from './history/scout.ts';
import { createOldCode } from './history/try-old-code.ts';
import { isDenied } from './is-denied.ts';

/** One migration, with the schema before it as the contract of the old code. */
export interface Labelled {
  readonly migration: string;
  readonly verdict: Label;
  readonly findings: readonly Finding[];
}

export interface LabelOptions {
  /** As for `openScratch`. */
  readonly engine: string;
  /** For one migration. */
  readonly wallMs?: number;
  /** Of each of the two scratch processes. */
  readonly memoryMb?: number;
}

/** Migrations that the replay may be ahead of the trying of old code: each keeps a little memory. */
const AHEAD = 64;
/** A migration that takes the scratch database down is left out, and the others are replayed in a new one; so often. */
const REOPENINGS = 3;

/**
 * Judges every migration of a history, in the order in which its tool applies them; what the tool runs and a replay cannot is among them. Two
 * scratch databases work side by side: one replays and compares schemas, the other lags behind and tries the old code. Never throws for what a
 * migration holds: what could not be looked at is `unknown`.
 */
export async function* labelHistory(history: Extract<History, { kind: 'history' }>, options: LabelOptions): AsyncGenerator<Labelled> {
  const { wallMs = 15_000, memoryMb = 1536 } = options;
  const extensions = extensionsOf(history);
  const engine = await engineFor(history, { engine: options.engine, wallMs, memoryMb, extensions });
  const poisonous = new Set<number>();
  const replayer = () =>
    createReplayer(history, { open: () => openScratch({ engine, wallMs, memoryMb, extensions }), poisonous, reopenings: REOPENINGS });
  const [first, trial] = [replayer(), replayer()];
  const gaps = createGaps();
  const defining: { readonly parsed: Parsed }[] = [];
  const oldCode = createOldCode(trial);
  try {
    for await (const scouted of ahead(scout(history, first), AHEAD)) {
      for (const { file, why } of history.opaque.filter((one) => one.before === scouted.index)) {
        gaps.addNameless();
        yield labelled(file, [opaque(file, { file, line: null }, why)]);
      }
      if (defines(scouted.applied.parsed)) defining.push({ parsed: scouted.applied.parsed });
      yield labelled(scouted.migration.name, await judgeMigration(scouted, oldCode, gaps, programsOf(defining)));
    }
    for (const { file, why } of history.opaque.filter((one) => one.before >= history.migrations.length))
      yield labelled(file, [opaque(file, { file, line: null }, why)]);
  } finally {
    await Promise.all([first.close(), trial.close()]);
  }
}

/** The bundled one refuses what only a superuser may do; the embedded one does it. So the history is tried there once, which takes little. */
async function engineFor(history: Extract<History, { kind: 'history' }>, options: ScratchOptions): Promise<string> {
  if (options.engine !== 'bundled') return options.engine;
  let denied = false;
  const scratch = await openScratch(options);
  await replay(scratch, history, {
    onMigration: ({ outcome }) => {
      denied ||= outcome.kind === 'partly applied' && outcome.failures.some(isDenied);
    },
  });
  await scratch.close();
  return denied ? 'pglite' : options.engine;
}

function defines(parsed: Parsed | null): parsed is Parsed {
  return parsed?.kind === 'parsed' && parsed.statements.some((statement) => statement.defines !== null);
}

function labelled(migration: string, findings: readonly Finding[]): Labelled {
  return { migration, verdict: label(findings), findings };
}
