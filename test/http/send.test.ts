import { once } from 'node:events';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, type Http } from '#src/http/create-http.ts';
import type { HttpOptions } from '#src/http/http-options.ts';
import { startHostile, type Fault, type Hostile } from './hostile.ts';

const never = new AbortController().signal;
const TAKEN: Fault = { kind: 'answer', status: 201, body: '{"id":1}' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(fault: Fault, options: Partial<HttpOptions> = {}, arrived?: () => void): Promise<{ http: Http; server: Hostile }> {
  const server = await startHostile(fault, arrived);
  closing.push(() => server.close());
  return { http: createHttp({ vendor: 'Acme', secrets: [], ...options }), server };
}

const change = (server: { origin: string }) => ({ asked: 'to change it', method: 'PUT', url: `${server.origin}/it`, body: '{}' });

describe('a write', () => {
  test('that was taken gives the answer', async () => {
    const { http, server } = await start(TAKEN);
    const sent = await http.send(change(server), () => {}, never);
    expect(sent).toMatchObject({ kind: 'taken', answer: { status: 201, text: '{"id":1}', json: { id: 1 } } });
    expect(server.seen).toEqual(['PUT /it']);
  });

  test('is told of immediately before its bytes leave, once', async () => {
    const { http, server } = await start(TAKEN);
    const before: unknown[] = [];
    await http.send(change(server), () => before.push([...server.seen]), never);
    expect(before).toEqual([[]]);
  });

  test('that is stopped then is not sent, and the reason is thrown on', async () => {
    const { http, server } = await start(TAKEN);
    const stop = new Error('the lease is over');
    const sending = http.send(
      change(server),
      () => {
        throw stop;
      },
      never,
    );
    await expect(sending).rejects.toBe(stop);
    expect(server.seen).toEqual([]);
  });

  test('whose time is over is not sent, and is not told of', async () => {
    const { http, server } = await start(TAKEN);
    let told = 0;
    const sent = await http.send(change(server), () => (told += 1), AbortSignal.abort());
    expect(sent).toMatchObject({
      kind: 'not sent',
      error: {
        code: 'provider_unavailable',
        retryable: true,
        message: 'Acme could not be asked to change it: the time for it was over. Nothing was sent. Try again.',
      },
    });
    expect({ told, seen: server.seen }).toEqual({ told: 0, seen: [] });
  });

  test('that is given up while it is under way may have been done', async () => {
    const deadline = new AbortController();
    const { http, server } = await start({ kind: 'hang' }, {}, () => deadline.abort());
    await expect(http.send(change(server), () => {}, deadline.signal)).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(server.seen).toEqual(['PUT /it']);
  });

  test('that may be made again is retryable where it is in doubt', async () => {
    const { http, server } = await start({ kind: 'reset', when: 'after' });
    const sending = http.send({ ...change(server), harmlessAgain: true }, () => {}, never);
    await expect(sending).rejects.toMatchObject({ code: 'outcome_unknown', retryable: true });
    expect(server.seen).toEqual(['PUT /it']);
  });

  test('of which the status is enough waits for no body, and looks at none', async () => {
    const dripping = await start({ kind: 'drip', status: 201 });
    const page = await start({ kind: 'answer', status: 200, body: '<html>' });
    const half = await start({ kind: 'half a body', status: 202 });
    const kinds = [dripping, page, half].map(async ({ http, server }) => {
      const sent = await http.send({ ...change(server), answer: 'status' }, () => {}, never);
      return sent.kind === 'taken' ? [sent.answer.status, sent.answer.text] : sent.kind;
    });
    expect(await Promise.all(kinds)).toEqual([
      [201, ''],
      [200, ''],
      [202, ''],
    ]);
  });

  test('that is answered with text is taken where text was wanted', async () => {
    const { http, server } = await start({ kind: 'answer', status: 200, body: 'ok' });
    const sent = await http.send({ ...change(server), answer: 'text' }, () => {}, never);
    expect(sent).toMatchObject({ kind: 'taken', answer: { text: 'ok', json: undefined } });
  });

  test('that a vendor answers with a 503 for which it gives its word was refused', async () => {
    const { http, server } = await start({ kind: 'answer', status: 503, body: '' }, { nothingDoneAt: [503] });
    const sent = await http.send(change(server), () => {}, never);
    expect(sent).toMatchObject({
      kind: 'refused',
      error: {
        code: 'provider_unavailable',
        retryable: true,
        message: 'Acme answered 503 when asked to change it, so nothing was changed. Try again.',
      },
    });
  });

  test.each([
    { scope: 'write', advice: 'Give it the scope write.' },
    { scope: '', advice: 'Put a new token.' },
  ])('that was refused tells what to do next as the answer has it: "$scope"', async ({ scope, advice }) => {
    const { http, server } = await start(
      { kind: 'answer', status: 403, headers: { 'x-scope': scope }, body: '' },
      {
        advice: { provider_unauthorized: 'Put a new token.' },
        adviceOn: ({ headers }) =>
          headers.get('x-scope') === '' ? {} : { provider_unauthorized: `Give it the scope ${headers.get('x-scope')}.` },
      },
    );
    const sent = await http.send(change(server), () => {}, never);
    expect(sent).toMatchObject({
      kind: 'refused',
      error: { message: `Acme answered 403 when asked to change it, so nothing was changed. ${advice}` },
    });
  });

  test('to a host that speaks no TLS, or ends before it does, was not sent', async () => {
    const { http, server } = await start(TAKEN);
    const cut = createNetServer((socket) => socket.once('data', () => socket.end()).on('error', () => {}));
    cut.listen(0, '127.0.0.1');
    await once(cut, 'listening');
    closing.push(() => new Promise((resolve) => void cut.close(() => resolve())));
    const origins = [server.origin.replace('http:', 'https:'), `https://127.0.0.1:${(cut.address() as AddressInfo).port}`];
    const kinds = origins.map(async (origin) => (await http.send(change({ origin }), () => {}, never)).kind);
    expect(await Promise.all(kinds)).toEqual(['not sent', 'not sent']);
  });
});
