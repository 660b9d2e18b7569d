import type { Socket } from 'node:net';

const ENCRYPTION_REQUESTS = new Set([80_877_103, 80_877_104]);
const CANCEL_REQUEST = 80_877_102;
/** Startup (whose first byte is zero), query, function call, flush, sync: what the engine answers at once. */
const ENDS_A_BATCH = new Set(['\0', 'Q', 'F', 'H', 'S']);

/**
 * Cuts what a PostgreSQL client sends into pieces that the engine answers as a whole: the startup message first, then each
 * time everything up to a message that asks for an answer. Ends when the client says goodbye or is gone.
 */
export async function* frontendBatches(socket: Socket): AsyncGenerator<Uint8Array> {
  let batch: Buffer[] = [];
  for await (const message of frontendMessages(socket)) {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'X') return;
    batch.push(message);
    if (!ENDS_A_BATCH.has(type)) continue;
    yield Buffer.concat(batch);
    batch = [];
  }
}

/** Refuses encryption, ignores a cancel request, and ends at a message that is too short to be one. */
async function* frontendMessages(socket: Socket): AsyncGenerator<Buffer> {
  let received = Buffer.alloc(0);
  // Only messages before the session starts have no type byte.
  let typeBytes = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, chunk]);
    while (received.length >= typeBytes + 4) {
      const size = typeBytes + received.readInt32BE(typeBytes);
      if (size < (typeBytes === 0 ? 8 : 5)) return;
      if (received.length < size) break;
      const message = received.subarray(0, size);
      received = received.subarray(size);
      if (typeBytes === 1) {
        yield message;
        continue;
      }
      const code = message.readInt32BE(4);
      if (code === CANCEL_REQUEST) return;
      if (ENCRYPTION_REQUESTS.has(code)) {
        socket.write('N');
        continue;
      }
      typeBytes = 1;
      yield message;
    }
  }
}
