import type { History, Migration, Tool } from '../migration.ts';
import type { Scratch } from '../scratch.ts';
import { applyScript, type Applied } from './apply-script.ts';
import { layGround } from './ground.ts';
import { runAhead } from './run-ahead.ts';
import type { EachStatement } from './run-through.ts';

export interface Replayed extends Applied {
  readonly migration: Migration;
  /** Its place in the history. */
  readonly index: number;
}

export interface ReplayOptions {
  /** Set where the same scratch database already holds what comes before: the tool's own tables are not created again. */
  readonly goesOn?: boolean;
  /** From this one on each migration is applied alone; nothing is asked after those before it, which go together. Absent: all where something is asked. */
  readonly aloneFrom?: number;
  /** What to ask after a migration, in the same round trip: a catalogue query. */
  readonly ask?: (migration: Migration, index: number) => readonly string[];
  readonly eachStatement?: (migration: Migration, index: number) => EachStatement | null;
  /** Called once for each migration of the history, in its order, also for those that could not be replayed any more. */
  readonly onMigration: (replayed: Replayed) => void | Promise<void>;
}

/** Migrations in one round trip. */
const TOGETHER = 40;

/**
 * Applies the migrations in order. One that fails is `partly applied` and the replay goes on; once one is lost, it and all after it are `lost`. Rows in `history.opaque` are not replayed and not reported here: the caller has them.
 */
export async function replay(scratch: Scratch, history: Extract<History, { kind: 'history' }>, options: ReplayOptions): Promise<void> {
  const { tool, migrations } = history;
  const aloneFrom = options.aloneFrom ?? ((options.ask ?? options.eachStatement) ? 0 : migrations.length);
  let lost = options.goesOn === true ? null : await layGround(scratch, history);
  let index = 0;
  while (index < migrations.length) {
    const next = migrations.slice(index, Math.min(index + TOGETHER, aloneFrom));
    const ahead = lost === null && next.length > 0 ? await runAhead(scratch, tool, next) : { applied: [], lost: null };
    for (const [at, applied] of ahead.applied.entries()) await report(index + at, applied);
    index += ahead.applied.length;
    if (ahead.lost !== null) lost = next.length === 1 ? ahead.lost : `This or one of the next, up to ${next.at(-1)?.file}: ${ahead.lost}`;
    // The one at which they stopped, or the next.
    const migration = migrations[index];
    if (migration === undefined) return;
    const applied: Applied = lost === null ? await apply(scratch, tool, migration, index, options) : lostBecause(lost);
    if (applied.outcome.kind === 'lost') lost = applied.outcome.why;
    await report(index, applied);
    index += 1;
  }

  async function report(at: number, applied: Applied): Promise<void> {
    const migration = migrations[at];
    if (migration !== undefined) await options.onMigration({ migration, index: at, ...applied });
  }
}

function apply(scratch: Scratch, tool: Tool, migration: Migration, index: number, options: ReplayOptions): Promise<Applied> {
  return applyScript(scratch, migration.up, {
    tool,
    ask: options.ask?.(migration, index) ?? [],
    eachStatement: options.eachStatement?.(migration, index) ?? undefined,
  });
}

function lostBecause(why: string): Applied {
  return { outcome: { kind: 'lost', why }, parsed: null, answers: [] };
}
