import type { History } from '../../migration.ts';
import { applyScript, type Applied } from '../../replay/apply-script.ts';
import { layGround } from '../../replay/ground.ts';
import type { ApplyOptions } from '../../replay/run-through.ts';
import type { Lost, Scratch } from '../../scratch.ts';

/** A history in a scratch database that is opened again when a migration has taken it down. */
export interface Replayer {
  /**
   * The database with everything before that migration applied, without those that took one down. Positions are asked in rising order. `isNew`
   * where it is another database than at the last time.
   */
  before(index: number): Promise<Ready | Lost>;
  /** Applies the migration at which the database stands; one that takes it down is left out from then on. */
  apply(index: number, options: Pick<ApplyOptions, 'ask' | 'eachStatement'>): Promise<Applied>;
  close(): Promise<void>;
}

export interface Ready {
  readonly kind: 'ready';
  readonly scratch: Scratch;
  readonly isNew: boolean;
}

export interface ReplayerOptions {
  readonly open: () => Promise<Scratch>;
  /** Places of migrations that are not applied: shared by those who replay the same history. */
  readonly poisonous: Set<number>;
  /** How often a database may be opened anew. */
  readonly reopenings: number;
}

/** Opens its first database at once. */
export function createReplayer(history: Extract<History, { kind: 'history' }>, { open, poisonous, reopenings }: ReplayerOptions): Replayer {
  let left = reopenings;
  let current: Promise<Scratch> | null = open();
  let stands: number | null = null;

  async function down(why: string): Promise<Lost> {
    await (await current)?.close();
    current = left > 0 ? open() : null;
    stands = null;
    left -= 1;
    return { kind: 'lost', why };
  }

  async function apply(index: number, options: Pick<ApplyOptions, 'ask' | 'eachStatement'>): Promise<Applied> {
    const migration = history.migrations[index];
    const scratch = await current;
    if (migration === undefined || scratch === null || stands !== index) return { outcome: NOT_THERE, parsed: null, answers: [] };
    const applied = await applyScript(scratch, migration.up, { tool: history.tool, ...options });
    stands = index + 1;
    if (applied.outcome.kind !== 'lost') return applied;
    poisonous.add(index);
    await down(applied.outcome.why);
    return applied;
  }

  return {
    before: async (index) => {
      const scratch = await current;
      if (scratch === null) return GIVEN_UP;
      const isNew = stands === null;
      if (stands === null) {
        const why = await layGround(scratch, history);
        if (why !== null) return down(why);
        stands = 0;
      }
      while (stands < index) {
        if (poisonous.has(stands)) {
          stands += 1;
          continue;
        }
        const { outcome } = await apply(stands, { ask: [] });
        if (outcome.kind === 'lost') return outcome;
      }
      return { kind: 'ready', scratch, isNew };
    },
    apply,
    close: async () => {
      left = 0;
      const scratch = await current;
      current = null;
      await scratch?.close();
    },
  };
}

const NOT_THERE: Lost = { kind: 'lost', why: 'The scratch database does not stand where this migration begins.' };
const GIVEN_UP: Lost = { kind: 'lost', why: 'The scratch database was lost too often and was not opened again.' };
