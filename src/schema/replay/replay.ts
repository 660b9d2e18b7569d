import type { History, Migration, Tool } from '../migration.ts';
import type { Scratch } from '../scratch.ts';
import { applyScript, type Applied } from './apply-script.ts';
import { layGround } from './ground.ts';
import type { EachStatement } from './run-through.ts';

export interface Replayed extends Applied {
  readonly migration: Migration;
  /** Its place in the history. */
  readonly index: number;
}

export interface ReplayOptions {
  /** Set where the same scratch database already holds what comes before: the tool's own tables are not created again. */
  readonly goesOn?: boolean;
  /** What to ask after a migration, in the same round trip: a catalogue query, for those of which it is wanted. */
  readonly ask?: (migration: Migration, index: number) => readonly string[];
  readonly eachStatement?: (migration: Migration, index: number) => EachStatement | null;
  /** Called once for each migration of the history, in its order, also for those that could not be replayed any more. */
  readonly onMigration: (replayed: Replayed) => void | Promise<void>;
}

/**
 * Applies the migrations in order. One that fails is `partly applied` and the replay goes on; once one is lost, it and all after it are `lost`. Rows in `history.opaque` are not replayed and not reported here: the caller has them.
 */
export async function replay(scratch: Scratch, history: Extract<History, { kind: 'history' }>, options: ReplayOptions): Promise<void> {
  let lost = options.goesOn === true ? null : await layGround(scratch, history);
  for (const [index, migration] of history.migrations.entries()) {
    const applied = lost === null ? await apply(scratch, history.tool, migration, index, options) : lostBecause(lost);
    if (applied.outcome.kind === 'lost') lost = applied.outcome.why;
    await options.onMigration({ migration, index, ...applied });
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
