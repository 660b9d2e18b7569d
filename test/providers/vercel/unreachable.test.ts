import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createVercel } from '#src/providers/vercel/index.ts';
import { startShop } from '#test/sandbox/vercel/start-shop.ts';

test('a platform that cannot be connected to was sent nothing: retryable', async () => {
  const shop = await startShop();
  const { access, requests } = shop.vercel;
  // Answers reads on connections that it then closes, until the moment before the move.
  const door = createServer((request, response) => {
    fetch(`${access.apiUrl}${request.url}`, { headers: { authorization: request.headers.authorization ?? '' } })
      .then(async (answer) => response.writeHead(answer.status, { connection: 'close' }).end(await answer.text()))
      .catch(() => response.destroy());
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const deploys = createVercel({ ...access, apiUrl: `http://127.0.0.1:${(door.address() as AddressInfo).port}` });
  const move = { gesture: 'rollback', to: shop.previous.id, reason: 'INC-1' } as const;

  await expect(deploys.start(move, () => door.close(), AbortSignal.timeout(10_000))).rejects.toMatchObject({
    code: 'provider_unavailable',
    retryable: true,
    message: `Vercel could not be asked for a rollback to ${shop.previous.id}: the connection failed (ECONNREFUSED). Nothing was sent. Try again.`,
  });
  expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  await shop.close();
});
