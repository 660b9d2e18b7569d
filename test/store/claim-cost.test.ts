import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { claimNext, firstDue } from '#src/engine/claim.ts';
import type { Performer, Performers } from '#src/engine/performer.ts';
import { settle } from '#src/engine/settle.ts';
import { planEffect } from '#src/store/effects.ts';
import { transact, type Store } from '#src/store/store.ts';
import { toyEngine } from '#test/engine/toy-engine.ts';
import { onEveryStore } from '#test/support/stores.ts';

const read: Performer = { leaseMs: 60_000, repeat: 'safe', perform: () => Promise.resolve({ kind: 'done' }) };
const performers: Performers = { move: { ...read, repeat: 'reconcile' }, say: read, status: read, read };

onEveryStore('a claim', (stores) => {
  test('of posts takes a post, whatever number of reads was due before it', async () => {
    const store = await stores.open();
    await fill(store, 500);
    await planned(store, 'the post', 'say', 'thread');
    const claim = await claimNext(toyEngine(store), performers, 'a', ['say', 'status']);
    expect(claim?.effect.id).toBe('the post');
  });

  test('finds what is due by an index, and reads no table through', async () => {
    const store = await stores.open();
    await fill(store, 1_000);
    const plan = await planOf(store);
    expect(plan).toContain('effects_due');
    expect(plan).toContain('effects_of_resource');
    expect(plan).not.toMatch(/SCAN one|SCAN mine|SCAN other|Seq Scan on effects/);
  });

  test('looks at the front of each queue alone: what stands behind it is due at no time', async () => {
    const store = await stores.open();
    for (const id of ['first', 'second', 'third']) await planned(store, id, 'say', 'thread');
    await planned(store, 'elsewhere', 'say', 'another thread');
    expect(await due(store)).toEqual(['elsewhere', 'first']);

    const engine = toyEngine(store);
    const claim = await claimNext(engine, performers, 'a');
    if (claim === null) throw new Error('Nothing was due.');
    await planned(store, 'fourth', 'say', 'thread');
    await settle(engine, claim, { state: 'done' });
    expect(await due(store)).toEqual(['elsewhere', 'second']);
  });
});

async function planned(store: Store, id: string, kind: string, resource: string): Promise<void> {
  await transact(store, (tx) => planEffect(tx, store, { id, incident: null, kind, resource, input: {} }, 0));
}

async function due(store: Store): Promise<string[]> {
  const rows = await store.db.selectFrom('effects').select('id').where('due_at', 'is not', null).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Due reads, and as many effects that are over. */
async function fill(store: Store, count: number): Promise<void> {
  const rows = Array.from({ length: 2 * count }, (_, index) => ({
    id: `e${index}`,
    incident: null,
    kind: 'read',
    resource: `r${index % 97}`,
    ticket: index,
    input: '{}',
    state: index % 2 === 0 ? ('planned' as const) : ('done' as const),
    attempt: 0,
    looks: 0,
    epoch: 0,
    due_at: index % 2 === 0 ? 1_000 + index : null,
    created_at: 0,
  }));
  for (let at = 0; at < rows.length; at += 500)
    await store.db
      .insertInto('effects')
      .values(rows.slice(at, at + 500))
      .execute();
  if (store.dialect.name === 'PostgreSQL') await sql`analyze effects`.execute(store.db);
}

async function planOf(store: Store): Promise<string> {
  const explain = sql.raw(store.dialect.name === 'SQLite' ? 'explain query plan' : 'explain');
  const { rows } = await sql<Record<string, unknown>>`${explain} ${firstDue(store.dialect, ['say', 'read'])}`.execute(store.db);
  return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n');
}
