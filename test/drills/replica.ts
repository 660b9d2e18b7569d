import type { DrillConfig } from '#src/config/config.ts';
import { drillReminders } from '#src/drills/reminders.ts';
import { createEngine, type Engine } from '#src/engine/engine.ts';
import type { DrillOccurrence, Drills } from '#src/slack/drills.ts';
import type { Store } from '#src/store/store.ts';
import { TOY } from '../engine/toy-tree.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Mondays at nine in Madrid, said a day ahead. */
export const MONDAYS: DrillConfig = {
  service: 'shop',
  kind: 'rehearsal',
  cron: '0 9 * * 1',
  timeZone: 'Europe/Madrid',
  remindBeforeMs: DAY,
  channel: 'C_SHOP',
};

/** One process of the bot, as far as drills go. */
export interface Replica {
  readonly engine: Engine;
  readonly drills: Drills;
  /** Reads the schedules at that time. */
  readonly at: (now: number) => Promise<void>;
}

export function replica(store: Store, configured: readonly DrillConfig[] = [MONDAYS]): Replica {
  let time = 0;
  const quiet = (): void => undefined;
  const engine = createEngine({
    store,
    tree: TOY,
    kinds: () => ({ remindDrill: {}, sayDrillHandOver: {} }),
    now: () => time,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const reminders = drillReminders(engine, configured);
  return {
    engine,
    drills: reminders.drills,
    at: async (now) => {
      time = now;
      await reminders.start();
      reminders.stop();
    },
  };
}

/** What was asked to be said, in that order. */
export async function asked(store: Store, kind: 'remindDrill' | 'sayDrillHandOver' = 'remindDrill'): Promise<DrillOccurrence[]> {
  const rows = await store.db.selectFrom('effects').select('input').where('kind', '=', kind).orderBy('ticket').execute();
  return rows.map(({ input }) => JSON.parse(input));
}
