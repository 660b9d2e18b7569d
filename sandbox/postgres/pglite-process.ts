import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { listenForParent } from '#sandbox/children/listen-for-parent.ts';
import { serveConnection } from './serve-connection.ts';
import { createTurns } from './turns.ts';

const engine = await PGlite.create();
const takeTurn = createTurns();

const server = createServer({ noDelay: true }, (socket) => {
  serveConnection(socket, (batch) => engine.execProtocolRaw(batch), takeTurn).catch((error: unknown) => {
    // A client may go away in the middle of a message; an engine that fails may not be used any more.
    if (socket.errored !== error) throw error;
  });
});
listenForParent(server, 0, () => engine.close());
