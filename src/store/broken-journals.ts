import { abandon } from './effects.ts';
import { read, type Store, type Tx } from './store.ts';

/** Ids of incidents whose journals nobody found broken yet, the open ones first. */
export async function incidentsToVerify(store: Store): Promise<string[]> {
  const rows = await read(store, (db) =>
    db
      .selectFrom('incidents')
      .select('id')
      .where('journal_broken', 'is', null)
      .orderBy('status', 'desc')
      .orderBy('opened_at', 'desc')
      .execute(),
  );
  return rows.map(({ id }) => id);
}

/** Nothing is appended to this journal any more, and nothing of its incident is begun. Null where somebody found it before, or it is gone. */
export async function markBroken(
  tx: Tx,
  incident: string,
  why: string,
  at: number,
): Promise<{ readonly service: string; readonly channel: string } | null> {
  const found = await tx
    .updateTable('incidents')
    .set({ journal_broken: why })
    .where('id', '=', incident)
    .where('journal_broken', 'is', null)
    .returning(['service', 'channel'])
    .executeTakeFirst();
  if (found === undefined) return null;
  await abandon(tx, incident, 'the journal of its incident is broken', at);
  return found;
}
