import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReplicaOrders } from './replica.ts';

const REPLICA = fileURLToPath(new URL('replica.ts', import.meta.url));

/** Starts a process of its own; what it reports as an error is shown. */
export function spawnReplica(orders: Partial<ReplicaOrders> & Pick<ReplicaOrders, 'store'>): ChildProcess {
  const complete: ReplicaOrders = { world: 'http://127.0.0.1:1', owner: 'replica', leaseMs: 700, ...orders };
  return spawn(process.execPath, [REPLICA, JSON.stringify(complete)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The same, once it is running. */
export function startReplica(orders: Parameters<typeof spawnReplica>[0]): Promise<ChildProcess> {
  const child = spawnReplica(orders);
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`The replica ended with ${code} instead of starting.`)));
  });
}
