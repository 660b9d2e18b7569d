import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Store, Tx } from './store.ts';

/**
 * Effects of one resource wait in a queue. Those behind its front are parked: planned, and due at no time. So a claim looks only at what could be
 * started, however much waits. Correctness does not hang on it: a claim still asks whether the resource is free.
 */

/** Whether an effect planned now would stand behind another. Whoever would promote it waits until this transaction is over. */
export async function standsInLine(tx: Tx, { dialect }: Store, resource: string): Promise<boolean> {
  const front = await tx
    .selectFrom('effects')
    .select('id')
    .where('resource', '=', resource)
    .where('state', 'in', ['started', 'planned'])
    .where((effect) =>
      effect.or([
        effect('state', '=', 'started'),
        effect('attempt', '>', 0),
        effect('due_at', 'is', null),
        effect('due_at', '<=', dialect.clock),
      ]),
    )
    .orderBy('state', 'desc')
    .limit(1)
    .modifyEnd(dialect.forUpdate)
    .executeTakeFirst();
  return front !== undefined;
}

/** The next of the queue becomes due, now that its front is gone. */
export async function promoteNext(tx: Tx, { dialect }: Store, resource: string): Promise<void> {
  await sql`
    update effects set due_at = ${dialect.clock}
    where id = (
        select parked.id from effects as parked
        where parked.resource = ${resource} and parked.state = 'planned' and parked.due_at is null
        order by parked.ticket, parked.id limit 1
      )
      and not exists (select 1 from effects as front where front.resource = ${resource} and front.state = 'started')
      and not exists (select 1 from effects as front where front.resource = ${resource} and front.state = 'planned' and front.due_at <= ${dialect.clock})
  `.execute(tx);
}

/** Whatever lost its front without a promotion: the front was cancelled, or a replica of a release that knows no parking had it. */
export async function promoteStranded(db: Store['db'], dialect: Dialect): Promise<void> {
  await sql`
    update effects set due_at = ${dialect.clock}
    where state = 'planned' and due_at is null
      and not exists (select 1 from effects as front where front.resource = effects.resource and front.state = 'started')
      and not exists (
        select 1 from effects as front
        where front.resource = effects.resource and front.state = 'planned' and (front.due_at is not null or (front.ticket, front.id) < (effects.ticket, effects.id))
      )
  `.execute(db);
}
