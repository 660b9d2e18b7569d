import { describe, expect, test } from 'vitest';
import { probeTarget } from '#src/evidence/probe/probe-target.ts';
import type { Visit } from '#src/providers/deploys.ts';
import { GOOD, page, scriptedDeploys } from '#test/support/scripted-deploys.ts';

const NOW = Date.UTC(2026, 10, 20, 14, 0);
const never = new AbortController().signal;

const probeOf = (path: string) => ({ path, must: [], mustNot: [] });

function probe(pages: Readonly<Record<string, Visit>>) {
  const declared = Object.fromEntries(Object.entries(pages).map(([path, answer]) => [path, () => answer]));
  return probeTarget(scriptedDeploys({ pages: declared }).deploys, GOOD, Object.keys(pages).map(probeOf), NOW, never);
}

describe('the target answers on its own URL', () => {
  test('every path with 2xx: supports', async () => {
    expect(await probe({ '/': page(200), '/api/orders': page(204) })).toEqual({
      kind: 'target.answers',
      source: 'app',
      verdict: 'supports',
      observedAt: NOW,
      summary: "The target's own URL answers on today's database: / answered 200; /api/orders answered 204.",
      details: {
        target: 'dpl_good',
        answers: [
          { path: '/', verdict: 'supports', status: 200, said: 'answered 200' },
          { path: '/api/orders', verdict: 'supports', status: 204, said: 'answered 204' },
        ],
      },
    });
  });

  test('the URL that is asked is the immutable one', async () => {
    const { deploys, visited } = scriptedDeploys({ pages: { '/api/orders': () => page(200) } });
    await probeTarget(deploys, GOOD, [probeOf('/api/orders')], NOW, never);
    expect(visited).toEqual(['https://shop-good.vercel.example/api/orders']);
  });

  test('a redirect inside the app is an answer', async () => {
    expect(await probe({ '/': page(308, '', '/en') })).toMatchObject({ verdict: 'supports' });
  });
});

describe("the target fails on today's database", () => {
  test.each([
    { given: 'JSON', body: { error: { message: 'column "total" does not exist', code: '42703' } }, said: 'column "total" does not exist' },
    {
      given: 'an HTML page',
      body: '<h1>500</h1><pre>error: column &quot;total&quot; does not exist</pre>',
      said: 'column "total" does not exist',
    },
    { given: 'a qualified name', body: 'column orders.total does not exist', said: 'column orders.total does not exist' },
    { given: 'a missing table', body: { error: 'relation "orders" does not exist' }, said: 'relation "orders" does not exist' },
    { given: 'an unknown failure', body: '<html><style>b{}</style><b>Something\n went wrong</b></html>', said: 'Something went wrong' },
  ])('with $given: contradicts and quotes it', async ({ body, said }) => {
    expect(await probe({ '/': page(200), '/api/checkout': page(500, body) })).toMatchObject({
      verdict: 'contradicts',
      summary: `The target fails on today's database: /api/checkout answered 500: ${said}.`,
    });
  });

  test('a 400 that blames the schema contradicts too', async () => {
    expect(await probe({ '/api/checkout': page(400, { message: 'column "total" does not exist' }) })).toMatchObject({
      verdict: 'contradicts',
    });
  });

  test('a failing path outweighs one that could not be asked', async () => {
    expect(await probe({ '/': page(401), '/api/checkout': page(503) })).toMatchObject({
      verdict: 'contradicts',
      summary: 'The target fails: /api/checkout answered 503.',
    });
  });

  test('a 200 that blames the schema contradicts as a 500 does', async () => {
    expect(await probe({ '/graphql': page(200, { errors: [{ message: 'column "total" does not exist' }] }) })).toMatchObject({
      verdict: 'contradicts',
      summary: 'The target fails on today\'s database: /graphql answered 200: column "total" does not exist.',
    });
  });

  test('an answer that several paths gave is told once', async () => {
    const broken = page(500, 'column "total" does not exist');
    expect(await probe({ '/invoices': broken, '/reports': broken, '/api/checkout': page(503) })).toMatchObject({
      summary:
        'The target fails on today\'s database: /invoices, /reports answered 500: column "total" does not exist; /api/checkout answered 503.',
    });
  });

  test('what it says is cut', async () => {
    const { summary } = await probe({ '/': page(500, 'x'.repeat(5000)) });
    expect(summary.length).toBeLessThan(280);
  });
});

describe('the target could not be asked', () => {
  test.each([
    { given: '401', answer: page(401, 'Authentication Required') },
    { given: '403', answer: page(403) },
    {
      given: "a redirect to the platform's login",
      answer: page(302, '', 'https://vercel.com/sso-api?url=https%3A%2F%2Fshop-good.vercel.example'),
    },
    { given: "a redirect to the app's login", answer: page(307, '', '/login') },
  ])('$given: unavailable, and the bypass secret is named', async ({ answer }) => {
    const { verdict, summary } = await probe({ '/': answer });
    expect(verdict).toBe('unavailable');
    expect(summary).toContain("give Switchback the project's protection bypass secret, or choose a path that needs no login");
  });

  test('a transport failure is unavailable and asks for another look', async () => {
    expect(await probe({ '/': { kind: 'failed', why: 'connection refused', durationMs: 2 } })).toMatchObject({
      verdict: 'unavailable',
      summary: 'The target could not be asked: / could not be reached: connection refused. Nothing is known about it; look again.',
    });
  });
});

describe('the failure of something that the target asks', () => {
  test.each([
    { given: 'what it answered', status: 500, text: 'The exchange rates answered 503' },
    { given: 'a status of HTTP that is not the own', status: 500, text: 'Request failed with status code 502' },
    { given: 'a name that is not found', status: 500, text: 'getaddrinfo ENOTFOUND api.rates.example' },
    { given: 'an upstream', status: 503, text: 'upstream unavailable' },
  ])('$given: inconclusive, and the database is not blamed', async ({ status, text }) => {
    expect(await probe({ '/': page(200), '/reports': page(status, { error: text }) })).toMatchObject({
      verdict: 'inconclusive',
      summary: `Cannot tell whether the target works: /reports answered ${status}: ${text}, which is the failure of something that it asks.`,
    });
  });

  test.each([
    { given: 'a database that cannot be reached', text: 'connect ECONNREFUSED 10.0.0.5:5432' },
    { given: "a database's library", text: "PrismaClientInitializationError: Can't reach database server: ECONNREFUSED" },
    { given: 'its own status', text: 'HTTP 500: Internal Server Error' },
  ])('$given is nobody else', async ({ text }) => {
    expect(await probe({ '/reports': page(500, { error: text }) })).toMatchObject({ verdict: 'contradicts' });
  });
});

describe('answers that do not say', () => {
  test.each([
    { given: 'a missing page, which may be newer than the target', answer: page(404) },
    { given: 'a rate limit', answer: page(429) },
    { given: 'a redirect to another host', answer: page(308, '', 'https://shop.example/') },
    { given: 'a redirect to nowhere', answer: page(302) },
  ])('$given: inconclusive', async ({ answer }) => {
    expect(await probe({ '/': answer })).toMatchObject({ verdict: 'inconclusive' });
  });

  test('no configured path: an empty list never passes', async () => expect(await probe({})).toMatchObject({ verdict: 'inconclusive' }));
});
