import type { Socket } from 'node:net';
import { frontendBatches } from './frontend-batches.ts';
import type { TakeTurn } from './turns.ts';

const ROLLBACK = Buffer.from('Q\0\0\0\rrollback\0', 'latin1');

/**
 * Lets one client talk to a single-session engine. From its first message until the engine says that it is idle again
 * (a whole transaction, if it opened one), nobody else has a turn; a client that leaves in between is rolled back.
 */
export async function serveConnection(
  socket: Socket,
  execute: (batch: Uint8Array) => Promise<Uint8Array>,
  takeTurn: TakeTurn,
): Promise<void> {
  let endTurn: (() => void) | null = null;
  try {
    for await (const batch of frontendBatches(socket)) {
      endTurn ??= await takeTurn();
      const answer = await execute(batch);
      socket.write(answer);
      if (!saysIdle(answer)) continue;
      endTurn();
      endTurn = null;
    }
  } finally {
    socket.destroy();
    if (endTurn !== null) await execute(ROLLBACK).finally(endTurn);
  }
}

/** Whether an answer ends with ReadyForQuery and the status "not in a transaction". */
function saysIdle(answer: Uint8Array): boolean {
  return Buffer.from(answer.subarray(-6)).toString('latin1') === 'Z\0\0\0\x05I';
}
