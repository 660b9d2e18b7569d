import { isMainThread, workerData } from 'node:worker_threads';
import { MEMORY_SIGNAL } from '../memory-signal.ts';

/** A thread beside the database: it goes on looking while the database is busy. It ends the process that outgrows its limit or loses its parent. */
if (!isMainThread) {
  const { memoryMb, parent } = workerData as { memoryMb: number; parent: number };
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    if (process.memoryUsage.rss() > memoryMb * 1024 * 1024) process.kill(process.pid, MEMORY_SIGNAL);
  }, 25);
}
