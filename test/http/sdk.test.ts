import { afterEach, describe, expect, test } from 'vitest';
import { createHttp } from '#src/http/create-http.ts';
import { requestOf } from '#src/http/request-of.ts';
import { startHostile, type Fault, type Hostile } from './hostile.ts';
import { textsOf } from './texts-of.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(fault: Fault): Promise<Hostile> {
  const server = await startHostile(fault);
  closing.push(() => server.close());
  return server;
}

describe('the request that an SDK builds', () => {
  test('is had as plain data, and nothing is sent', async () => {
    const server = await start({ kind: 'answer', status: 200, body: '{}' });
    const request = await requestOf('Acme', (fetch) =>
      fetch(`${server.origin}/it`, { method: 'POST', headers: { 'X-Of': 'sdk' }, body: '{"a":1}' }),
    );
    expect(request).toEqual({
      method: 'POST',
      url: `${server.origin}/it`,
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-of': 'sdk' },
      body: '{"a":1}',
    });
    expect(server.seen).toEqual([]);
  });

  test('is had also where the SDK does not like the empty answer, and is the first where it asks again', async () => {
    const request = await requestOf('Acme', async (fetch) => {
      await fetch('https://acme.test/first');
      await fetch('https://acme.test/second');
      throw new Error('204 is not what I wanted');
    });
    expect(request).toEqual({ method: 'GET', url: 'https://acme.test/first', headers: {} });
  });

  test.each([
    { what: 'throws', use: () => Promise.reject(new Error('Bearer canary')) },
    {
      what: 'throws at once',
      use: () => {
        throw new Error('Bearer canary');
      },
    },
    { what: 'gives an error', use: () => Promise.resolve({ ok: false }) },
  ])('that $what is none: nothing was sent, and its words are not repeated', async ({ use }) => {
    const error = await requestOf('Acme', use).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'config_invalid',
      message: 'The request to Acme could not be built, so nothing was sent. Check its settings.',
    });
    expect(textsOf(error)).not.toContain('canary');
  });
});

describe('the fetch for an SDK', () => {
  const http = createHttp({ vendor: 'Acme', secrets: [] });

  test.each([
    { status: 201, body: '{"token":"t"}' },
    { status: 404, body: '{"message":"No."}' },
    { status: 503, body: 'down' },
    { status: 302, body: '' },
    { status: 204, body: '' },
  ])('hands over $status, asked once', async ({ status, body }) => {
    const server = await start({ kind: 'answer', status, headers: { 'x-of': 'vendor' }, body });
    const response = await http.fetch(`${server.origin}/tokens`, { method: 'POST', body: '{}' });
    expect({ status: response.status, of: response.headers.get('x-of'), text: await response.text() }).toEqual({
      status,
      of: 'vendor',
      text: body,
    });
    expect(server.seen).toEqual(['POST /tokens']);
  });

  test.each([
    {
      method: 'GET',
      code: 'provider_unavailable',
      message: 'Acme was asked for GET /tokens: the connection failed (ECONNRESET). Nothing is known. Try again.',
    },
    {
      method: 'POST',
      code: 'outcome_unknown',
      message:
        'Acme was asked for POST /tokens: the connection failed (ECONNRESET). It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    },
  ])('throws $code where the answer to a $method is lost', async ({ method, code, message }) => {
    const server = await start({ kind: 'reset', when: 'after' });
    await expect(http.fetch(`${server.origin}/tokens`, { method })).rejects.toMatchObject({ code, message });
    expect(server.seen).toEqual([`${method} /tokens`]);
  });
});
