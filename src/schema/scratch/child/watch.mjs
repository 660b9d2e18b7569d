import { workerData } from 'node:worker_threads';

// Plain JavaScript: a thread that reads types loads what strips them once more, which takes longer than all else that it does.
/** @type {{ memoryMb: number, memorySignal: string, parent: number }} */
const { memoryMb, memorySignal, parent } = workerData;

/** A thread beside the database: it goes on looking while the database is busy. It ends the process that outgrows its limit or loses its parent. */
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > memoryMb * 1024 * 1024) process.kill(process.pid, memorySignal);
}, 25);
