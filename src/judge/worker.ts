import { flushCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { prepareScratch } from '#src/schema/scratch/open-scratch.ts';
import type { Order } from './messages.ts';
import { SCRATCH_LIMITS } from './scratch-limits.ts';

/** A little behind the bot, for which people wait first; not so far that a busy machine starves it. */
const NICE = 2;

// One order at a time, one reply to each. Whoever started it may end it at any time: it changes nothing.
setPriority(NICE);
const engine = process.argv[2] ?? 'bundled';
// Processes start while what judges is loaded.
prepareScratch({ engine, ...SCRATCH_LIMITS });
const work = import('./carry-out.ts').then(({ createWork }) => createWork(engine));
// A bot that was killed cannot end it, and nobody reads the reply.
process.on('disconnect', () => process.exit());
let turn = Promise.resolve();
let isFirst = true;
process.on('message', (order: Order) => {
  turn = turn.then(() => answer(order));
});

async function answer(order: Order): Promise<void> {
  const { carryOut, prepare } = await work;
  process.send?.(await carryOut(order));
  await prepare();
  // It is killed and never ends by itself, so that nothing else would write it.
  if (isFirst) flushCompileCache();
  isFirst = false;
}
