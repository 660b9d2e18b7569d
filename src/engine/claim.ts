import { sql, type RawBuilder } from 'kysely';
import { after, effectOf, type Effect } from '#src/store/effects.ts';
import type { Dialect } from '#src/store/dialect.ts';
import { transact } from '#src/store/store.ts';
import type { EffectRow } from '#src/store/tables.ts';
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
export async function claimNext(
  engine: Engine,
  performers: Performers,
  owner: string,
  kinds: readonly string[] = Object.keys(performers),
): Promise<Claim | null> {
  if (kinds.length === 0) return null;
  const elapsed = stopwatch();
  try {
    return await transact(engine.store, async (tx) => {
      const [due] = (await firstDue(engine.store.dialect, kinds).execute(tx)).rows;
      const performer = due && performers[due.kind];
      if (!performer) return null;

      const task = due.state === 'planned' || performer.repeat === 'safe' ? 'perform' : 'look';
      const row = await tx
        .updateTable('effects')
        .set((effect) => ({
          state: 'started',
          owner,
          epoch: effect('epoch', '+', 1),
          attempt: effect('attempt', '+', task === 'perform' && due.state === 'planned' ? 1 : 0),
          looks: due.state === 'planned' ? 0 : effect('looks', '+', 1),
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

/** The first of each kind by the index, then the first of these: what else is due is never read. */
export function firstDue({ clock, forUpdateSkipLocked }: Dialect, kinds: readonly string[]): RawBuilder<Due> {
  return sql<Due>`
    select mine.id, mine.kind, mine.state from effects as mine
    where mine.id in (
        select (
          select one.id from effects as one
          where one.kind = wanted.column1 and one.due_at <= ${clock} and ${isFree('one', clock)}
          order by one.due_at, one.ticket limit 1
        ) from (values ${sql.join(kinds.map((kind) => sql`(cast(${kind} as text))`))}) as wanted
      )
      and mine.due_at <= ${clock} and ${isFree('mine', clock)}
    order by mine.due_at, mine.ticket, mine.id limit 1
    ${forUpdateSkipLocked}
  `;
}

type Due = Pick<EffectRow, 'id' | 'kind' | 'state'>;

/** Nothing else of its resource is in flight, and nothing that was planned before it holds its place. */
function isFree(name: 'one' | 'mine', clock: RawBuilder<number>): RawBuilder<boolean> {
  const { id, resource, ticket } = { id: sql.ref(`${name}.id`), resource: sql.ref(`${name}.resource`), ticket: sql.ref(`${name}.ticket`) };
  return sql<boolean>`
    not exists (select 1 from effects as other where other.resource = ${resource} and other.state = 'started' and other.id <> ${id})
    and not exists (
      select 1 from effects as other
      where other.resource = ${resource} and other.state = 'planned' and other.id <> ${id}
        and (other.ticket, other.id) < (${ticket}, ${id}) and (other.attempt > 0 or other.due_at <= ${clock})
    )`;
}

/** Started before the claim is asked for, and by the faster of two clocks: the one stands still while the machine sleeps, the other may be set back. */
function stopwatch(): () => number {
  const monotonic = performance.now();
  const wall = Date.now();
  return () => Math.max(performance.now() - monotonic, Date.now() - wall);
}
