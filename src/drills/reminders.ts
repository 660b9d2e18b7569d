import type { DrillConfig } from '#src/config/config.ts';
import type { Engine } from '#src/engine/engine.ts';
import { planEffect } from '#src/engine/plan-effect.ts';
import { postponeSchedule, runSchedules, type Schedule } from '#src/engine/schedules.ts';
import type { DrillOccurrence, Drills } from '#src/slack/drills.ts';
import { transact } from '#src/store/store.ts';

/** How often the schedules are read. They are rows: nothing is lost while nobody reads them. */
const EVERY_MS = 15_000;

export interface DrillReminders {
  readonly drills: Drills;
  /** Looks at once, then regularly. */
  start(): Promise<void>;
  stop(): void;
}

/** Reminds of scheduled drills ahead of time: once over all replicas, across restarts, and a missed one is said once. */
export function drillReminders(engine: Engine, configured: readonly DrillConfig[]): DrillReminders {
  const schedules = configured.map(scheduleOf);
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    await runSchedules(engine.store, schedules, engine.now(), async ({ schedule, occurrence, missedSince }, tx) => {
      const drill = configured.find((one) => scheduleOf(one).id === schedule);
      if (drill === undefined) return;
      const input: DrillOccurrence = {
        schedule,
        service: drill.service,
        kind: drill.kind,
        channel: drill.channel,
        occurrence,
        missedSince,
      };
      // A postponed occurrence is said again, so the time of saying is part of what makes it one.
      await planEffect(
        tx,
        engine,
        { id: `drill:${schedule}:${occurrence}:${engine.now()}`, incident: null, kind: 'remindDrill', input },
        engine.now(),
      );
    });
    engine.nudge();
  }

  return {
    drills: {
      now: () => engine.now(),
      postpone: ({ schedule, occurrence }, until) => postponeSchedule(engine.store, schedule, occurrence, until),
      handOver: async (drill, by, to) => {
        const id = `drill:${drill.schedule}:${drill.occurrence}:to:${to}`;
        await transact(engine.store, (tx) =>
          planEffect(tx, engine, { id, incident: null, kind: 'sayDrillHandOver', input: { ...drill, by, to } }, engine.now()),
        );
        engine.nudge();
      },
    },
    start: async () => {
      await look();
      timer = setInterval(() => {
        look().catch((error: unknown) => engine.log.error({ err: error }, 'drill schedules could not be read'));
      }, EVERY_MS);
    },
    stop: () => clearInterval(timer),
  };
}

function scheduleOf({ service, kind, cron, timeZone, remindBeforeMs }: DrillConfig): Schedule {
  return { id: `${service}:${kind}:${cron}:${timeZone}`, cron, timeZone, leadMs: remindBeforeMs };
}
