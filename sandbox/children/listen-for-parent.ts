import type { Server } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * The child's half of `startChild`: listens on loopback, tells the parent the port in one line, and runs `leave`
 * before it exits when the parent closes its end of standard input or is gone.
 */
export function listenForParent(server: Server, port: number, leave: () => Promise<void>): void {
  server.listen(port, '127.0.0.1', () => {
    const address = server.address() as AddressInfo;
    process.stdout.write(`${address.port}\n`);
  });
  process.stdin.resume();
  process.stdin.once('end', () => {
    void leave().finally(() => process.exit());
  });
}
