import type { Engine } from '#src/engine/engine.ts';
import { planEffect } from '#src/engine/plan-effect.ts';
import { runSchedules, type Schedule } from '#src/engine/schedules.ts';
import type { BrokenJournal } from '#src/slack/messages/journal-broken.ts';
import { incidentsToVerify, markBroken } from '#src/store/broken-journals.ts';
import { prune } from '#src/store/prune.ts';
import { transact } from '#src/store/store.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';

const EVERY_MS = 60_000;
const NIGHTLY: Schedule = { id: 'store', cron: '17 3 * * *', timeZone: 'UTC' };

export interface StoreKeeper {
  /**
   * Verifies every journal and forgets what is older than `retentionMs`, now and each night once over all replicas.
   * Fulfilled after the first time, which need not be waited for.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A journal that is broken is told in the incident's channel, once over all replicas, and stops what is written to that incident. */
export function keepStore(engine: Engine, retentionMs: number): StoreKeeper {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let working: Promise<void> | null = null;

  const keep = async (): Promise<void> => {
    for (const incident of await incidentsToVerify(engine.store)) {
      if (stopped) return;
      const verdict = await verifyJournal(engine.store, incident);
      if (verdict.kind === 'broken') await tell(engine, incident, verdict.why);
    }
    const incidents = await prune(engine.store, engine.now() - retentionMs);
    if (incidents > 0) engine.log.info({ incidents }, 'what was done for old incidents is forgotten');
  };
  const begin = (look: () => Promise<void>): Promise<void> => {
    working ??= look()
      .catch((error: unknown) => engine.log.error({ err: error }, 'the store could not be looked after'))
      .finally(() => {
        working = null;
      });
    return working;
  };
  const nightly = async (): Promise<void> => {
    let isDue = false;
    await runSchedules(engine.store, [NIGHTLY], engine.now(), () => {
      isDue = true;
      return Promise.resolve();
    });
    if (isDue) await keep();
  };

  return {
    start: async () => {
      timer = setInterval(() => void begin(nightly), EVERY_MS);
      await begin(keep);
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}

async function tell(engine: Engine, incident: string, why: string): Promise<void> {
  const at = engine.now();
  const told = await transact(engine.store, async (tx) => {
    const found = await markBroken(tx, incident, why, at);
    if (found === null) return false;
    const input: BrokenJournal = { incident, why, ...found };
    await planEffect(tx, engine, { id: `journal-broken:${incident}`, incident: null, kind: 'sayJournalBroken', input }, at);
    return true;
  });
  if (!told) return;
  engine.log.error({ incident, why, code: 'journal_broken' }, 'a journal cannot be believed; its incident is stopped');
  engine.nudge();
}
