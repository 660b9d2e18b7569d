import { Worker } from 'node:worker_threads';
import { MEMORY_SIGNAL } from '../memory-signal.ts';
import type { Order, Reply } from '../messages.ts';
import { loadForServer, serve } from './serve.ts';

// What runs here needs no network. SQL cannot reach JavaScript; this is for the day on which it could.
Reflect.deleteProperty(globalThis, 'fetch');
Reflect.deleteProperty(globalThis, 'WebSocket');
Reflect.deleteProperty(globalThis, 'EventSource');

const carryOut = serve();
if (process.argv[2] === 'server') void loadForServer();

let watched = false;

process.on('message', (order: Order) => {
  if (order.kind === 'open' && !watched) {
    watched = true;
    watch(order.memoryMb);
  }
  void carryOut(order).then(answer);
});
process.on('disconnect', () => process.exit());

function watch(memoryMb: number): void {
  const watcher = new Worker(new URL('watch.mjs', import.meta.url), {
    workerData: { memoryMb, memorySignal: MEMORY_SIGNAL, parent: process.ppid },
  });
  watcher.on('error', () => process.exit(1));
  watcher.unref();
}

function answer(reply: Reply): void {
  process.send?.(reply);
}
