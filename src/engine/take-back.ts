import type { Dialect } from '#src/store/dialect.ts';
import type { Owner } from '#src/store/owner.ts';
import type { Engine } from './engine.ts';
import type { Performers } from './performer.ts';

/**
 * Makes due at once what a dead owner was reading; answers how much that was. Whatever it may have sent keeps its lease: that may still land.
 * Nothing hangs on the death: of an owner that lives, only the outcome of a read is dropped.
 */
export async function takeBack(dialect: Dialect, { others }: Owner, performers: Performers): Promise<number> {
  if (others === null) return 0;
  const kinds = Object.entries(performers).flatMap(([kind, { onlyReads }]) => (onlyReads ? [kind] : []));
  // One of them that is being recorded right now is not waited for.
  const ofTheDead = others.db
    .selectFrom('effects')
    .select('id')
    .where('state', '=', 'started')
    .where('kind', 'in', kinds)
    .where('due_at', '>', dialect.clock)
    .where(others.isDead)
    .modifyEnd(dialect.forUpdateSkipLocked);
  const taken = await others.db.updateTable('effects').set({ due_at: dialect.clock }).where('id', 'in', ofTheDead).executeTakeFirst();
  return Number(taken.numUpdatedRows);
}

export interface TakingBack {
  /** Fulfilled after the first look. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY_MS = 2_000;

/** Looks for dead owners now and then. A store that is away is asked again; meanwhile leases run out as they do. */
export function keepTakingBack(engine: Engine, owner: Owner, performers: Performers): TakingBack {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;

  const look = (): Promise<void> => {
    looking ??= takeBack(engine.store.dialect, owner, performers)
      .then((effects) => {
        if (effects === 0) return;
        engine.log.info({ owner: owner.name, effects }, 'taken back from an owner that is dead');
        engine.nudge();
      })
      // The runner says it.
      .catch(() => {})
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  return {
    start: async () => {
      timer = setInterval(() => void look(), EVERY_MS);
      await look();
    },
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
