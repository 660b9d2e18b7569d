import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, type Http } from '#src/http/create-http.ts';
import { startHostile } from './hostile.ts';

const never = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Gate {
  readonly origin: string;
  readonly waiting: readonly { readonly url: string; readonly response: ServerResponse }[];
}

/** Answers when it is told to. */
async function startGate(): Promise<Gate> {
  const waiting: { url: string; response: ServerResponse }[] = [];
  const server = createServer((request, response) => void waiting.push({ url: `${request.method} ${request.url}`, response }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, waiting };
}

const create = (): Http => createHttp({ vendor: 'Acme', secrets: [], pause: async () => {} });
const ask = (http: Http, url: string, signal = never) => http.read({ asked: 'for it', url }, signal);

describe('reads of one host', () => {
  test('are eight at a time, whoever asks, and the first come first', async () => {
    const gate = await startGate();
    const clients = [create(), create()];
    const reading = Array.from({ length: 20 }, (_, index) => ask(clients[index % 2] ?? create(), `${gate.origin}/${index}`));
    const most: number[] = [];
    for (let answered = 0; answered < 20; answered += 1) {
      await expect.poll(() => gate.waiting.length).toBe(Math.min(20, answered + 8));
      most.push(gate.waiting.length - answered);
      gate.waiting[answered]?.response.end(`${answered}`);
    }
    const first = gate.waiting.slice(0, 8).map(({ url }) => url);
    expect(first.toSorted()).toEqual(Array.from({ length: 8 }, (_, index) => `GET /${index}`));
    expect(Math.max(...most)).toBe(8);
    expect((await Promise.all(reading)).length).toBe(20);
  });

  test('leave room for a write', async () => {
    const gate = await startGate();
    const http = create();
    const reading = Array.from({ length: 9 }, (_, index) => ask(http, `${gate.origin}/${index}`));
    await expect.poll(() => gate.waiting.length).toBe(8);
    const sending = http.send({ asked: 'to change it', method: 'POST', url: `${gate.origin}/it` }, () => {}, never);
    await expect.poll(() => gate.waiting.at(-1)?.url).toBe('POST /it');
    gate.waiting.at(-1)?.response.end('{}');
    expect((await sending).kind).toBe('taken');
    for (const { response } of gate.waiting) response.end('{}');
    await expect.poll(() => gate.waiting.at(-1)?.url).toBe('GET /8');
    gate.waiting.at(-1)?.response.end('{}');
    await Promise.all(reading);
  });

  test('that are given up while they wait are not sent, and keep nobody else from it', async () => {
    const gate = await startGate();
    const http = create();
    const deadline = new AbortController();
    const reading = Array.from({ length: 8 }, (_, index) => ask(http, `${gate.origin}/${index}`));
    await expect.poll(() => gate.waiting.length).toBe(8);
    const late = ask(http, `${gate.origin}/late`, deadline.signal);
    const next = ask(http, `${gate.origin}/next`);
    deadline.abort();
    await expect(late).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: 'Acme was asked for it: the time for it was over. It was not read. Try again.',
    });
    for (const { response } of gate.waiting) response.end('{}');
    await expect.poll(() => gate.waiting.at(-1)?.url).toBe('GET /next');
    gate.waiting.at(-1)?.response.end('{}');
    await Promise.all([...reading, next]);
    expect(gate.waiting.map(({ url }) => url)).not.toContain('GET /late');
  });
});

describe('a read', () => {
  test('that is given up while it is under way is not asked again', async () => {
    const deadline = new AbortController();
    const server = await startHostile({ kind: 'hang' }, () => deadline.abort());
    closing.push(() => server.close());
    await expect(ask(create(), `${server.origin}/it`, deadline.signal)).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
    });
    expect(server.seen).toEqual(['GET /it']);
  });

  test('that is given up while it waits to ask again tells what it was waiting for', async () => {
    const server = await startHostile({ kind: 'answer', status: 429, headers: { 'retry-after': '9' }, body: '' });
    closing.push(() => server.close());
    const deadline = new AbortController();
    const http = createHttp({ vendor: 'Acme', secrets: [], pause: async () => deadline.abort() });
    await expect(ask(http, `${server.origin}/it`, deadline.signal)).rejects.toMatchObject({
      code: 'provider_rate_limited',
      retryAfterMs: 9000,
    });
    expect(server.seen).toEqual(['GET /it']);
  });

  test('may be a POST, where the vendor asks its questions so', async () => {
    const server = await startHostile({ kind: 'answer', status: 503, body: '' });
    closing.push(() => server.close());
    const asking = create().read({ asked: 'for it', method: 'POST', url: `${server.origin}/graphql`, body: '{"query":"{it}"}' }, never);
    await expect(asking).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(server.seen).toEqual(['POST /graphql', 'POST /graphql', 'POST /graphql']);
  });

  test('follows no redirect, so its credentials stay with their origin', async () => {
    const elsewhere = await startHostile({ kind: 'answer', status: 200, body: '{}' });
    const server = await startHostile({ kind: 'answer', status: 302, headers: { location: `${elsewhere.origin}/it` }, body: '' });
    closing.push(
      () => server.close(),
      () => elsewhere.close(),
    );
    await expect(ask(create(), `${server.origin}/it`)).rejects.toMatchObject({ code: 'provider_answer_invalid' });
    expect({ seen: server.seen, elsewhere: elsewhere.seen }).toEqual({ seen: ['GET /it'], elsewhere: [] });
  });
});
