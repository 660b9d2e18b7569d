import { text } from 'node:stream/consumers';
import { SwitchbackError } from '#domain/errors.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { fingerprintCommits } from './fingerprint-commits.ts';
import { judgeCommits } from './judge-commits.ts';
import type { Order, Reply } from './messages.ts';
import { scratchOn } from './scratch-on.ts';

// One order on standard input, one reply on standard output. Whoever started it may end it at any time: it changes nothing.
const signal = new AbortController().signal;
const order = JSON.parse(await text(process.stdin)) as Order;
process.stdout.write(JSON.stringify(await carryOut(order)));

async function carryOut({ question, engine, database, kind, now }: Order): Promise<Reply> {
  const live = database === null ? null : createPostgres(database);
  try {
    if (kind === 'fingerprint') return { kind: 'fingerprinted', fingerprints: await fingerprintCommits(question, live, signal) };
    return {
      kind: 'judged',
      report: await judgeCommits(question, { open: scratchOn(engine), database: live, remedies: true, now }, signal),
    };
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  }
}
