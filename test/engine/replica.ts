/**
 * One process of the bot, for tests that kill it. Runs the toy until it is ended; with `die` it ends itself with SIGKILL
 * at that point, so nothing that would clean up after it runs.
 */
import { writeSync } from 'node:fs';
import { advance } from '#src/engine/advance.ts';
import type { NamedAction } from '#src/engine/plan.ts';
import { startRunner } from '#src/engine/runner.ts';
import { openStore } from '#src/store/open-store.ts';
import { toyEngine } from './toy-engine.ts';
import { toyPerformers } from './toy-performers.ts';
import { TOY } from './toy-tree.ts';

export interface ReplicaOrders {
  readonly store: string;
  readonly world: string;
  readonly owner: string;
  readonly leaseMs: number;
  readonly die?: 'after claim' | 'after perform' | 'after outcome commit' | 'before look' | 'after look' | 'after event commit';
  /** Stops itself within the transaction of what it delivers, as a machine that sleeps does. */
  readonly freezes?: boolean;
  readonly deliver?: { readonly incident: string; readonly type: string; readonly moves: number; readonly key: string };
}

const orders: ReplicaOrders = JSON.parse(process.argv[2] ?? '');
const engine = toyEngine(await openStore(orders.store), orders.freezes === true ? { ...TOY, complete: freeze } : TOY);

if (orders.deliver) {
  const { incident, key, ...event } = orders.deliver;
  await advance(engine, incident, event, { key });
  dieAt('after event commit');
}
startRunner(engine, toyPerformers(orders.world, orders.leaseMs), {
  owner: orders.owner,
  pollMs: 20,
  hooks: {
    afterClaim: (_, task) => dieAt(task === 'look' ? 'before look' : 'after claim'),
    afterPerform: (_, task) => dieAt(task === 'look' ? 'after look' : 'after perform'),
    afterCommit: () => dieAt('after outcome commit'),
  },
});
process.stdout.write('ready\n');

function freeze(actions: readonly NamedAction[]): readonly NamedAction[] {
  writeSync(1, 'frozen\n');
  process.kill(process.pid, 'SIGSTOP');
  return actions;
}

function dieAt(point: ReplicaOrders['die']): void {
  if (orders.die === point) process.kill(process.pid, 'SIGKILL');
}
