import { setPriority } from 'node:os';
import { SwitchbackError } from '#domain/errors.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { fingerprintCommits } from './fingerprint-commits.ts';
import { judgeCommits } from './judge-commits.ts';
import type { Order, Reply } from './messages.ts';
import { scratchOn } from './scratch-on.ts';

/** A little behind the bot, for which people wait first; not so far that a busy machine starves it. */
const NICE = 2;

// One order at a time, one reply to each. Whoever started it may end it at any time: it changes nothing.
setPriority(NICE);
const scratch = scratchOn(process.argv[2] ?? 'bundled');
const signal = new AbortController().signal;
// A bot that was killed cannot end it, and nobody reads the reply.
process.on('disconnect', () => process.exit());
let turn = Promise.resolve();
process.on('message', (order: Order) => {
  turn = turn.then(() => answer(order));
});

async function answer(order: Order): Promise<void> {
  process.send?.(await carryOut(order));
  await scratch.foundations.prepare();
}

async function carryOut({ question, database, kind, now }: Order): Promise<Reply> {
  const live = database === null ? null : createPostgres(database);
  try {
    if (kind === 'fingerprint') return { kind: 'fingerprinted', fingerprints: await fingerprintCommits(question, live, signal) };
    return { kind: 'judged', report: await judgeCommits(question, { scratch, database: live, remedies: true, now }, signal) };
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  }
}
