import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { startTraffic, type Traffic } from '#sandbox/traffic/start-traffic.ts';

let server: Server;
let traffic: Traffic;

afterEach(() => {
  traffic.stop();
  server.closeAllConnections();
  server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('asks for the routes by their weights, fills in ids, and reuses its connections', async () => {
  const paths: string[] = [];
  let connections = 0;
  const url = await serve((request, response) => {
    paths.push(request.url ?? '');
    response.end('ok');
  });
  server.on('connection', () => (connections += 1));
  const routes = [
    { path: '/often', weight: 9 },
    { path: '/items/:id/print', weight: 1 },
    { path: '/never', weight: 0 },
  ];

  traffic = startTraffic({ url, requestsPerSecond: 500, routes, highestId: 3 });
  await vi.waitFor(() => expect(paths.length).toBeGreaterThan(400), { timeout: 10_000 });

  expect(new Set(paths)).toEqual(new Set(['/often', '/items/1/print', '/items/2/print', '/items/3/print']));
  expect(paths.filter((path) => path === '/often').length).toBeGreaterThan(300);
  expect(connections).toBeLessThan(50);
});

test('counts every answer by its status and every failure by its code', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/reset') request.socket.destroy();
    else if (request.url === '/half') response.writeHead(200, { 'content-length': 10 }).write('half', () => request.socket.destroy());
    else response.writeHead(request.url === '/bad' ? 500 : 200).end('x');
  });
  const routes = ['/good', '/bad', '/reset', '/half'].map((path) => ({ path, weight: 1 }));

  traffic = startTraffic({ url, requestsPerSecond: 200, routes, highestId: 1 });
  await vi.waitFor(
    () =>
      expect(traffic.counts()).toMatchObject({
        answered: { 200: expect.any(Number), 500: expect.any(Number) },
        failed: { ECONNRESET: expect.any(Number) },
      }),
    { timeout: 10_000 },
  );
  await vi.waitFor(() => expect(traffic.counts().sent).toBeGreaterThan(100), { timeout: 10_000 });

  const { sent, answered, failed, waiting } = traffic.counts();
  expect(Object.keys(answered)).toEqual(['200', '500']);
  expect(Object.keys(failed)).toEqual(['ECONNRESET']);
  expect(sent).toBe((answered[200] ?? 0) + (answered[500] ?? 0) + (failed['ECONNRESET'] ?? 0) + waiting);
});

test('keeps its pace while nobody answers, and counts what it gave up when stopped', async () => {
  const url = await serve(() => {});
  traffic = startTraffic({ url, requestsPerSecond: 200, routes: [{ path: '/', weight: 1 }], highestId: 1 });
  await vi.waitFor(() => expect(traffic.counts().waiting).toBeGreaterThan(50), { timeout: 10_000 });

  traffic.stop();

  await vi.waitFor(() => expect(traffic.counts().waiting).toBe(0), { timeout: 10_000 });
  const { sent, answered, failed } = traffic.counts();
  expect(answered).toEqual({});
  expect(failed).toEqual({ STOPPED: sent });
});

test('a closed port is a failure like any other', async () => {
  const url = await serve(() => {});
  server.close();
  await once(server, 'close');
  traffic = startTraffic({ url, requestsPerSecond: 100, routes: [{ path: '/', weight: 1 }], highestId: 1 });
  await vi.waitFor(() => expect(traffic.counts().failed).toEqual({ ECONNREFUSED: expect.any(Number) }), { timeout: 10_000 });
});

test('traffic without routes is refused', async () => {
  await serve(() => {});
  expect(() => startTraffic({ url: 'http://127.0.0.1', requestsPerSecond: 1, routes: [], highestId: 1 })).toThrow(
    'Traffic needs at least one route, so none was started.',
  );
});
