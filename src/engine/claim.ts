import { sql } from 'kysely';
import { after, effectOf, type Effect } from '#src/store/effects.ts';
import { transact, type Tx } from '#src/store/store.ts';
import type { Engine } from './engine.ts';
import type { Performer, Performers } from './performer.ts';

export interface Claim {
  readonly effect: Effect;
  readonly performer: Performer;
  /** `look`: an earlier send may have landed, so it is read before anything is sent. */
  readonly task: 'perform' | 'look';
  /** Milliseconds of the lease that are left, never more than the store would say. */
  leftMs(): number;
}

/**
 * Takes one due effect, or none. The claim is committed before it returns, hence before a byte leaves.
 * Due is: planned and its time has come; started and the lease has run out; ambiguous and a person asked to look again.
 */
export async function claimNext(engine: Engine, performers: Performers, owner: string): Promise<Claim | null> {
  const kinds = Object.keys(performers);
  if (kinds.length === 0) return null;
  const elapsed = stopwatch();
  try {
    return await transact(engine.store, async (tx) => {
      const due = await firstDue(tx, engine, kinds);
      const performer = due && performers[due.kind];
      if (!performer) return null;

      const task = due.state === 'planned' || performer.repeat === 'safe' ? 'perform' : 'look';
      const row = await tx
        .updateTable('effects')
        .set((effect) => ({
          state: 'started',
          owner,
          epoch: effect('epoch', '+', 1),
          attempt: effect('attempt', '+', task === 'perform' ? 1 : 0),
          looks: task === 'perform' ? 0 : effect('looks', '+', 1),
          due_at: after(engine.store, performer.leaseMs),
          started_at: effect.fn.coalesce('started_at', effect.val(engine.now())),
          finished_at: null,
        }))
        .where('id', '=', due.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      return { effect: effectOf(row), performer, task, leftMs: () => performer.leaseMs - elapsed() };
    });
  } catch (error) {
    // Another replica started an effect of the same resource in this very moment; ours waits for its turn.
    if (engine.store.dialect.isUniqueViolation(error)) return null;
    throw error;
  }
}

function firstDue(tx: Tx, engine: Engine, kinds: string[]): Promise<{ id: string; kind: string; state: string } | undefined> {
  const { clock, forUpdateSkipLocked } = engine.store.dialect;
  return tx
    .selectFrom('effects as mine')
    .select(['mine.id', 'mine.kind', 'mine.state'])
    .where('mine.due_at', '<=', clock)
    .where('mine.kind', 'in', kinds)
    .where((mine) =>
      mine.not(
        mine.exists(
          mine
            .selectFrom('effects as other')
            .select('other.id')
            .whereRef('other.resource', '=', 'mine.resource')
            .whereRef('other.id', '!=', 'mine.id')
            .where((other) =>
              other.or([
                other('other.state', '=', 'started'),
                other.and([
                  other('other.state', '=', 'planned'),
                  sql<boolean>`(other.ticket, other.id) < (mine.ticket, mine.id)`,
                  other.or([other('other.attempt', '>', 0), other('other.due_at', '<=', clock)]),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('mine.due_at')
    .orderBy('mine.ticket')
    .orderBy('mine.id')
    .limit(1)
    .modifyEnd(forUpdateSkipLocked)
    .executeTakeFirst();
}

/** Started before the claim is asked for, and by the faster of two clocks: the one stands still while the machine sleeps, the other may be set back. */
function stopwatch(): () => number {
  const monotonic = performance.now();
  const wall = Date.now();
  return () => Math.max(performance.now() - monotonic, Date.now() - wall);
}
