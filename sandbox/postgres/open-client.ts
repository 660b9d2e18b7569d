import pg from 'pg';

/** A session. The server may end it whenever it likes, with the world for example: whoever asks next is told, and nobody else is hurt. */
export async function openClient(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  await client.connect();
  return client;
}
