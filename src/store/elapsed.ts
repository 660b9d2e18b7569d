import { readFileSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What a machine knows about time. */
export interface TimeSource {
  /** Milliseconds since the epoch; somebody may set it. */
  wall(): number;
  /** Milliseconds that only ever grow, the same for all processes of the machine, from its start. */
  monotonic(): number;
  /** Which start that was; null where the system does not say. */
  readonly boot: string | null;
}

export const MACHINE_TIME: TimeSource = {
  wall: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
  boot: readBoot(),
};

/** The time of an SQLite store: begins with the wall clock, and from then on only what has passed counts, whoever sets a clock. */
export interface Elapsed {
  now(): number;
  /** Takes up the time that the store had, once its tables are there. */
  start(db: Kysely<Tables>): Promise<void>;
  /** Keeps how far time has come, so that it never goes back when the machine starts again with a wrong clock. */
  keep(db: Kysely<Tables>): Promise<void>;
}

const KEPT_EACH_MS = 10_000;

export function createElapsed(source: TimeSource): Elapsed {
  const { boot } = source;
  let offset: number | null = null;
  let kept = 0;
  const now = (): number => source.monotonic() + (offset ?? source.wall() - source.monotonic());
  return {
    now,
    start: (db) =>
      db.transaction().execute(async (tx) => {
        const row = await tx.selectFrom('store_clock').selectAll().executeTakeFirst();
        const sameBoot = row !== undefined && row.boot === boot && row.ahead + source.monotonic() >= row.reached;
        offset = sameBoot ? row.ahead : Math.max(row?.reached ?? 0, source.wall()) - source.monotonic();
        kept = now();
        const next = { ahead: offset, boot, reached: kept };
        await tx
          .insertInto('store_clock')
          .values({ id: 1, ...next })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(next))
          .execute();
      }),
    keep: async (db) => {
      const reached = now();
      if (offset === null || reached - kept < KEPT_EACH_MS) return;
      kept = reached;
      await db
        .updateTable('store_clock')
        .set({ reached: sql<number>`max(reached, ${reached})` })
        .execute();
    },
  };
}

function readBoot(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
