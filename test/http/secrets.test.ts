import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { createHttp } from '#src/http/create-http.ts';
import { createRedact } from '#src/http/create-redact.ts';
import { addressOfNobody } from '#test/support/address-of-nobody.ts';
import { startHostile, type Fault } from './hostile.ts';
import { textsOf } from './texts-of.ts';

/** In the options, and sent in the address and the body. */
const KEPT = 'canary "kept" +/=&é';
/** In a header, and known from nowhere else. */
const MINTED = 'canary-minted-on-the-way';
const PAIR = `user:canary-of-a-pair`;
const never = new AbortController().signal;

const QUOTED = [
  '{"code":"nope","message":"{asked}"}',
  '{"errors":[{"message":"x {asked}"}]}',
  '{"error":"{asked}"}',
  '{"detail":"{asked}","code":"canary-minted-on-the-way"}',
  '<html>{asked}</html>',
  String.raw`{"message":"\u0063anary \u0022kept\u0022 +/=\u0026\u00e9"}`,
  `{"message":"${Buffer.from(KEPT).toString('base64')} ${Buffer.from(MINTED).toString('base64url')} user:canary-of-a-pair"}`,
];
const STATUSES = [200, 301, 400, 401, 403, 404, 408, 409, 422, 423, 429, 500, 502, 503];
const FAULTS: readonly Fault[] = [
  ...STATUSES.flatMap((status) => QUOTED.map((body): Fault => ({ kind: 'answer', status, body }))),
  { kind: 'hang' },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'half a body', status: 200 },
  { kind: 'drip', status: 200 },
];

/** Reads, sends and fetches; gives all that was thrown, returned as an error, or handed over as the answer of a refusal. */
async function everything(origin: string, attemptTimeoutMs = 20_000): Promise<readonly string[]> {
  const http = createHttp({ vendor: 'Acme', secrets: [KEPT], attemptTimeoutMs, pause: async () => {} });
  const request = {
    asked: `for ${KEPT}`,
    url: `${origin}/things?key=${encodeURIComponent(KEPT)}`,
    headers: { authorization: `Bearer ${MINTED}`, 'x-other-auth': `Basic ${btoa(PAIR)}` },
  };
  const write = { ...request, method: 'POST', body: JSON.stringify({ key: KEPT }) };
  const texts: string[] = [];
  const keep = (error: unknown): void => void texts.push(textsOf(error));
  await http.read(request, never).catch(keep);
  const sent = await http.send(write, () => {}, never).catch(keep);
  if (sent?.kind === 'refused') texts.push(sent.answer.text, JSON.stringify([sent.answer.json]), textsOf(sent.error));
  if (sent?.kind === 'not sent') texts.push(textsOf(sent.error));
  await http.fetch(write.url, write).catch(keep);
  return texts;
}

/** Whatever form it has: each secret has this word, or is looked for in base64. */
const traces = (texts: readonly string[]): readonly string[] =>
  texts.filter(
    (text) => /canary/i.test(text) || [KEPT, MINTED, PAIR].some((secret) => text.includes(Buffer.from(secret).toString('base64'))),
  );

describe('a secret', () => {
  test('is in no message, cause, stack or refusal, whatever the other side quotes', async () => {
    let told = 0;
    for (const fault of FAULTS) {
      const server = await startHostile(fault);
      const texts = await everything(server.origin, fault.kind === 'hang' || fault.kind === 'drip' ? 50 : undefined);
      await server.close();
      told += texts.length;
      expect({ fault, traces: traces(texts) }).toEqual({ fault, traces: [] });
    }
    expect(told).toBeGreaterThan(FAULTS.length);
  });

  test('is in no message where nobody listens', async () => {
    const texts = await everything(await addressOfNobody());
    expect(texts.length).toBe(3);
    expect(traces(texts)).toEqual([]);
  });

  test.each([
    { what: 'a header', request: { url: 'http://127.0.0.1:1/', headers: { authorization: 'Bearer canary\nx' } } },
    { what: 'an address with a password', request: { url: 'http://user:canary@127.0.0.1:1/' } },
    { what: 'no address at all', request: { url: 'canary' } },
  ])('is in no message of a request that cannot be built: $what', async ({ request }) => {
    const http = createHttp({ vendor: 'Acme', secrets: [] });
    let sent = 0;
    const errors = [
      await http.read({ asked: 'for the thing', ...request }, never).catch((error: unknown) => error),
      await http.send({ asked: 'to change it', method: 'POST', ...request }, () => (sent += 1), never).catch((error: unknown) => error),
    ];
    expect(errors.map((error) => error instanceof SwitchbackError && error.code)).toEqual(['config_invalid', 'config_invalid']);
    expect(traces(errors.map(textsOf))).toEqual([]);
    expect(sent).toBe(0);
  });

  test.each([
    { text: 'Bearer abc"d/e', clean: 'Bearer [redacted]' },
    { text: String.raw`{"token":"abc\"d/e"}`, clean: '{"token":"[redacted]"}' },
    { text: '?token=abc%22d%2Fe&x=1', clean: '?token=[redacted]&x=1' },
    { text: 'YWJjImQvZQ==', clean: '[redacted]' },
    { text: 'abc', clean: 'abc' },
  ])('is taken out of $text', ({ text, clean }) => {
    expect(createRedact(['abc"d/e', ''])(text)).toBe(clean);
  });

  test('that begins another leaves no rest of it behind', () => {
    expect(createRedact(['canary', 'canary-long'])('canary-long canary')).toBe('[redacted] [redacted]');
  });

  test('in a header for authentication is one, and so is what it encodes', () => {
    const redact = createRedact([], {
      Authorization: `Basic ${btoa('ada:correct horse')}`,
      'X-Api-Key': 'k-12345678',
      accept: 'application/json',
    });
    expect(redact('ada:correct horse, correct horse, k-12345678, application/json')).toBe(
      '[redacted], [redacted], [redacted], application/json',
    );
  });
});
