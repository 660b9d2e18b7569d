import { Cron } from 'croner';
import { SwitchbackError } from '#domain/errors.ts';
import { transact, type Store, type Tx } from '#src/store/store.ts';
import type { ScheduleRow } from '#src/store/tables.ts';

export interface Schedule {
  readonly id: string;
  /** Five fields. */
  readonly cron: string;
  /** IANA name: `Europe/Madrid`. */
  readonly timeZone: string;
  /** How long before the occurrence it is said. */
  readonly leadMs?: number;
}

export interface Firing {
  readonly schedule: string;
  /** Milliseconds since the epoch; with the schedule's id it is unique: a good id for what is planned. */
  readonly occurrence: number;
  /** When it should have been said, if nobody was there to say it. All that was missed is said once. */
  readonly missedSince: number | null;
}

/** Later than this is missed. */
const LATE_MS = 5 * 60_000;

/**
 * Fires what is due at `now`; once over all replicas. `fire` runs in the transaction that moves the schedule on, so it
 * must write through `tx` only (`planEffect` for anything that leaves the process); a throw leaves the schedule due.
 */
export async function runSchedules(
  store: Store,
  schedules: readonly Schedule[],
  now: number,
  fire: (firing: Firing, tx: Tx) => Promise<void>,
): Promise<void> {
  for (const schedule of schedules) {
    await transact(store, async (tx) => {
      const row = await enrolled(tx, schedule, now);
      const due = row.postponed_until ?? row.next_at - (schedule.leadMs ?? 0);
      if (due > now) return;

      const next = occurrenceAfter(schedule, Math.max(row.next_at, now + (schedule.leadMs ?? 0)));
      const swap = await tx
        .updateTable('schedules')
        .set({ next_at: next, said: row.next_at, postponed_until: null })
        .where('id', '=', schedule.id)
        .where('next_at', '=', row.next_at)
        .where('postponed_until', row.postponed_until === null ? 'is' : '=', row.postponed_until)
        .executeTakeFirst();
      if (swap.numUpdatedRows !== 1n) return;
      await fire({ schedule: schedule.id, occurrence: row.next_at, missedSince: now - due > LATE_MS ? due : null }, tx);
    });
  }
}

/** Says one occurrence (again) at `until`. False when a later occurrence was said already: the request is stale. */
export async function postponeSchedule(store: Store, id: string, occurrence: number, until: number): Promise<boolean> {
  const update = await store.db
    .updateTable('schedules')
    .set({ next_at: occurrence, postponed_until: until })
    .where('id', '=', id)
    .where((schedule) => schedule.or([schedule('next_at', '=', occurrence), schedule('said', '=', occurrence)]))
    .executeTakeFirst();
  return update.numUpdatedRows === 1n;
}

/** The stored schedule; a new or changed one starts with its next occurrence, said at once if its time to be said is past. */
async function enrolled(tx: Tx, schedule: Schedule, now: number): Promise<ScheduleRow> {
  const read = () => tx.selectFrom('schedules').selectAll().where('id', '=', schedule.id).executeTakeFirst();
  const stored = await read();
  if (stored?.cron === schedule.cron && stored.tz === schedule.timeZone) return stored;

  const next = occurrenceAfter(schedule, now);
  const timing = {
    cron: schedule.cron,
    tz: schedule.timeZone,
    next_at: next,
    postponed_until: next - (schedule.leadMs ?? 0) < now ? now : null,
  };
  // Another replica may have enrolled it, and even said it, in this very moment: what it wrote stands.
  await tx
    .insertInto('schedules')
    .values({ id: schedule.id, ...timing })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(timing)
        .where((row) => row.or([row('schedules.cron', '!=', schedule.cron), row('schedules.tz', '!=', schedule.timeZone)])),
    )
    .execute();
  const enrolledNow = await read();
  if (enrolledNow) return enrolledNow;
  throw new Error(`Schedule ${schedule.id} was enrolled and is not there.`);
}

function occurrenceAfter(schedule: Schedule, after: number): number {
  const next = new Cron(schedule.cron, { timezone: schedule.timeZone }).nextRun(new Date(after));
  if (next) return next.getTime();
  throw new SwitchbackError(
    'config_invalid',
    `The schedule "${schedule.id}" (${schedule.cron}) never comes again, so it was not planned. Mend its cron expression.`,
  );
}
