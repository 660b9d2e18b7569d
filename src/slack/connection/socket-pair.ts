import { SocketModeReceiver } from '@slack/bolt';

type BoltReceiver = Pick<SocketModeReceiver, 'init'> & { start(): Promise<unknown>; stop(): Promise<unknown> };
type Options = ConstructorParameters<typeof SocketModeReceiver>[0];

/**
 * Two Socket Mode connections behind one receiver. Slack recycles a connection every few hours and one alone is deaf for 5 to 12
 * seconds then: a click in that gap is lost, because Slack does not repeat it. Slack gives each payload to one of the two.
 */
export function socketPair(options: () => Options): BoltReceiver {
  const pair = [new SocketModeReceiver(options()), new SocketModeReceiver(options())] as const;
  let stopping = false;
  for (const { client } of pair) {
    const start = client.start.bind(client);
    // A reconnect that is under way when the client is told to disconnect rejects where nobody can catch it, and would end the process.
    client.start = async () => {
      try {
        return await start();
      } catch (error) {
        if (!stopping) throw error;
        return { ok: false };
      }
    };
  }
  return {
    init: (app) => {
      for (const receiver of pair) receiver.init(app);
    },
    start: async () => {
      for (const receiver of pair) await receiver.start();
    },
    stop: () => {
      stopping = true;
      return Promise.all(pair.map((receiver) => receiver.client.disconnect()));
    },
  };
}
