import type { Store } from '#src/store/store.ts';
import type { Performers } from './performer.ts';

/**
 * Makes due at once what another owner had begun, where repeating it does no harm. For a bot that has its store to itself: whoever had begun it is
 * dead. A send that may still be on its way keeps its lease.
 */
export async function takeBack({ db, dialect }: Store, performers: Performers): Promise<number> {
  const kinds = Object.entries(performers).flatMap(([kind, { repeat }]) => (repeat === 'safe' ? [kind] : []));
  const taken = await db
    .updateTable('effects')
    .set({ due_at: dialect.clock })
    .where('state', '=', 'started')
    .where('kind', 'in', kinds)
    .executeTakeFirst();
  return Number(taken.numUpdatedRows);
}
