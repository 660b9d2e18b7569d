import { afterAll, beforeAll, expect, test } from 'vitest';
import { getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { createHttp } from '#src/http/create-http.ts';
import { useProxy } from '#src/outgoing-proxy.ts';
import { startProxy, type LocalProxy } from '#test/support/start-proxy.ts';
import { startHostile, type Hostile } from './hostile.ts';
import { textsOf } from './texts-of.ts';

const never = new AbortController().signal;
const before = getGlobalDispatcher();
const http = createHttp({ vendor: 'Acme', secrets: [] });
let proxy: LocalProxy;
let server: Hostile;

beforeAll(async () => {
  proxy = await startProxy();
  server = await startHostile({ kind: 'answer', status: 200, body: '{"name":"thing"}' });
  useProxy({ https: proxy.url, http: proxy.url, except: [] });
});
afterAll(async () => {
  setGlobalDispatcher(before);
  await server.close();
  await proxy.close();
});

const address = (host: string): string => `http://${host}:${new URL(server.origin).port}/it`;

test('what is read goes through the proxy of this process', async () => {
  expect((await http.read({ asked: 'for it', url: address('acme.test') }, never)).json).toEqual({ name: 'thing' });
  expect(proxy.asked).toContain('CONNECT acme.test');
});

test('a write that the proxy refuses was not sent, and its password is in no message', async () => {
  const sent = await http.send({ asked: 'to change it', method: 'POST', url: address('elsewhere.example') }, () => {}, never);
  expect(sent).toMatchObject({
    kind: 'not sent',
    error: {
      code: 'provider_unavailable',
      retryable: true,
      message: 'Acme could not be asked to change it: the proxy answered 403. Nothing was sent. Try again.',
    },
  });
  expect(sent.kind === 'not sent' && /secret/.test(textsOf(sent.error))).toBe(false);
  expect(server.seen).toEqual(['GET /it']);
});
