import { sql, type SqlBool } from 'kysely';
import { breathe } from './breathe.ts';
import { read, transact, type Store } from './store.ts';

/** Deleted in one transaction: whoever clicks meanwhile waits for no more than that. */
const PORTION = 50;

const LEAVES_SOMETHING = sql<SqlBool>`(exists (select 1 from effects where effects.incident = incidents.id)
  or exists (select 1 from inbox where inbox.incident = incidents.id))`;
const IS_DONE = sql<SqlBool>`not exists (select 1 from effects where effects.incident = incidents.id and effects.state in ('planned', 'started'))`;

/**
 * Forgets what an incident that was closed before `before` has left besides its state and its journal, which are evidence and stay: its effects, and the
 * keys of what was delivered to it. Verdicts on ways back that were computed before it go too. An incident with something still to be done is left as it is.
 * Safe to repeat and to stop at any moment. Answers how many incidents it was.
 */
export async function prune(store: Store, before: number): Promise<number> {
  let pruned = 0;
  for (;;) {
    const incidents = await portion(store, before);
    if (incidents.length === 0) break;
    await transact(store, async (tx) => {
      await tx.deleteFrom('effects').where('incident', 'in', incidents).execute();
      await tx.deleteFrom('inbox').where('incident', 'in', incidents).execute();
    });
    pruned += incidents.length;
    await breathe();
  }
  await transact(store, async (tx) => {
    await tx.deleteFrom('effects').where('incident', 'is', null).where('due_at', 'is', null).where('finished_at', '<', before).execute();
    await tx.deleteFrom('schema_report').where('computed_at', '<', before).execute();
  });
  return pruned;
}

async function portion(store: Store, before: number): Promise<string[]> {
  const rows = await read(store, (db) =>
    db
      .selectFrom('incidents')
      .select('id')
      .where('status', '=', 'closed')
      .where('closed_at', '<', before)
      .where(LEAVES_SOMETHING)
      .where(IS_DONE)
      .limit(PORTION)
      .execute(),
  );
  return rows.map(({ id }) => id);
}
