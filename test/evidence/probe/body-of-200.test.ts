import { describe, expect, test } from 'vitest';
import type { Verdict } from '#domain/evidence.ts';
import { readAnswer, type ProbeAnswer } from '#src/evidence/probe/read-answer.ts';
import { GOOD, page } from '#test/support/scripted-deploys.ts';

const PROBE = { path: '/invoices', must: [], mustNot: [] };

function answered(body: unknown, status = 200): Pick<ProbeAnswer, 'verdict' | 'said'> {
  const { verdict, said } = readAnswer(PROBE, page(status, body), GOOD.url);
  return { verdict, said };
}

const html = (inside: string): string => `<!doctype html><html lang="en"><body>${inside}<script src="/app.js"></script></body></html>`;

interface Row {
  readonly given: string;
  readonly body: unknown;
  readonly said: string;
}

function table(verdict: Verdict, rows: readonly Row[]): void {
  test.each(rows)('$given', ({ body, said }) => expect(answered(body)).toEqual({ verdict, said }));
}

describe('200, and the body blames the schema: contradicts', () => {
  table('contradicts', [
    {
      given: 'an error of GraphQL',
      body: { errors: [{ message: 'column "total" does not exist' }], data: null },
      said: 'answered 200: column "total" does not exist',
    },
    {
      given: 'an error of Prisma inside a GraphQL answer',
      body: { errors: [{ message: 'The column `Invoice.total` does not exist in the current database.' }] },
      said: 'answered 200: The column `Invoice.total` does not exist in the current database',
    },
    {
      given: 'a missing table, by Prisma',
      body: { ok: false, error: 'The table `public.Invoice` does not exist in the current database.' },
      said: 'answered 200: The table `public.Invoice` does not exist in the current database',
    },
    {
      given: 'an enum label that Prisma does not know',
      body: { error: "Value 'VOID' not found in enum 'InvoiceState'" },
      said: "answered 200: Value 'VOID' not found in enum 'InvoiceState'",
    },
    {
      given: 'PostgREST, whose schema cache lacks a column',
      body: { code: 'PGRST204', message: "Could not find the 'total' column of 'invoices' in the schema cache" },
      said: "answered 200: Could not find the 'total' column of 'invoices' in the schema cache",
    },
    {
      given: 'PostgREST, whose schema cache lacks a table',
      body: { code: 'PGRST205', message: "Could not find the table 'public.invoices' in the schema cache" },
      said: "answered 200: Could not find the table 'public.invoices' in the schema cache",
    },
    {
      given: 'a code of PostgreSQL alone',
      body: { error: { code: '42703', message: 'query failed' } },
      said: 'answered 200: SQLSTATE 42703',
    },
    {
      given: 'PHP on an HTML page',
      body: html('<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[42P01]: Undefined table: 7 in /srv/index.php'),
      said: 'answered 200: SQLSTATE[42P01]',
    },
    {
      given: 'a function that is gone, with its arguments',
      body: { errors: [{ message: 'function total_of(integer, text) does not exist' }] },
      said: 'answered 200: function total_of(integer, text) does not exist',
    },
    {
      given: 'an upsert without its key',
      body: { error: 'there is no unique or exclusion constraint matching the ON CONFLICT specification' },
      said: 'answered 200: there is no unique or exclusion constraint matching the ON CONFLICT specification',
    },
    {
      given: 'a right that is gone',
      body: { error: 'permission denied for table invoices' },
      said: 'answered 200: permission denied for table invoices',
    },
    {
      given: 'a health page that quotes it',
      body: { status: 'degraded', checks: { database: { status: 'down', error: 'relation "invoices" does not exist' } } },
      said: 'answered 200: relation "invoices" does not exist',
    },
  ]);
});

describe('200, and the body says that it failed: inconclusive, with what was found', () => {
  table('inconclusive', [
    {
      given: 'GraphQL',
      body: { errors: [{ message: 'Not authorised' }], data: null },
      said: 'answered 200, but reports an error: Not authorised',
    },
    {
      given: 'several answers of GraphQL in one',
      body: [{ data: {} }, { errors: [{ message: 'Timed out' }] }],
      said: 'answered 200, but reports an error: Timed out',
    },
    { given: 'an error in JSON', body: { error: { message: 'Boom' } }, said: 'answered 200, but reports an error: Boom' },
    { given: 'success that is false', body: { success: false, message: 'Boom' }, said: 'answered 200, but says "success": false (Boom)' },
    {
      given: 'degraded',
      body: { status: 'degraded', database: 'error' },
      said: 'answered 200, but says "status": "degraded", "database": "error"',
    },
    {
      given: 'DOWN in components',
      body: { status: 'UP', components: { db: { status: 'DOWN' } } },
      said: 'answered 200, but says "db.status": "DOWN"',
    },
    {
      given: 'fail in a list of checks',
      body: { status: 'pass', checks: { 'postgres:responseTime': [{ status: 'fail' }] } },
      said: 'answered 200, but says "postgres:responseTime.status": "fail"',
    },
    { given: 'unhealthy, as text', body: 'Unhealthy', said: 'answered 200, but says “Unhealthy”' },
    { given: 'healthy that is false', body: { healthy: false }, said: 'answered 200, but says "healthy": false' },
    {
      given: 'a status code in the body',
      body: { statusCode: 500, message: 'Internal server error' },
      said: 'answered 200, but says "statusCode": 500 (Internal server error)',
    },
    {
      given: 'a streamed error of Next.js',
      body: '<html id="__next_error__"><template data-dgst="3162736541"></template></html>',
      said: 'answered 200, but the page holds a server error of Next.js (digest 3162736541)',
    },
    {
      given: 'the same, inside a page that works otherwise',
      body: html('<h1>Invoices</h1><!--$!--><template data-dgst="3162736541"></template><p>Loading…</p><!--/$-->'),
      said: 'answered 200, but the page holds a server error of Next.js (digest 3162736541)',
    },
    {
      given: 'an error that React puts in later',
      body: html('<h1>Invoices</h1><template id="B:0"></template><script>$RX("B:0","2338512017")</script>'),
      said: 'answered 200, but the page holds a server error of Next.js (digest 2338512017)',
    },
    {
      given: 'an error in the data of server components',
      body: html('<h1>Invoices</h1><script>self.__next_f.push([1,"7:E{\\"digest\\":\\"1841552380\\"}\\n"])</script>'),
      said: 'answered 200, but the page holds a server error of Next.js (digest 1841552380)',
    },
    {
      given: 'the error page of the pages router',
      body: html('<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"statusCode":500}},"page":"/_error"}</script>'),
      said: "answered 200, but the page is Next.js's own error page",
    },
    {
      given: 'Application error',
      body: '<h2>Application error: a server-side exception has occurred</h2>',
      said: 'answered 200, but the page says “Application error: a server-side exception has occurred”',
    },
    {
      given: 'an error page',
      body: html('<h1>Something went wrong</h1><p>Sorry.</p>'),
      said: 'answered 200, but the page says “Something went wrong”',
    },
    {
      given: 'a title of an error',
      body: '<title>500 - Internal Server Error</title><p>nginx</p>',
      said: 'answered 200, but the page says “500 - Internal Server Error”',
    },
    {
      given: 'a trace',
      body: '<pre>Traceback (most recent call last):\n  File "app.py"</pre>',
      said: 'answered 200, but the page says “Traceback (most recent call last)”',
    },
    {
      given: 'a loader of Remix',
      body: html(
        '<script>window.__remixContext={"state":{"errors":{"root":{"message":"Unexpected Server Error","__type":"Error"}}}}</script>',
      ),
      said: 'answered 200, but the page holds a server error of Remix',
    },
    {
      given: 'not found, while it was streamed',
      body: html('<template data-dgst="NEXT_HTTP_ERROR_FALLBACK;404"></template>'),
      said: 'answered 200, but the page says that it was not found',
    },
    {
      given: 'not found in its head',
      body: '<meta name="next-error" content="not-found"/><h1>Hm</h1>',
      said: 'answered 200, but the page says that it was not found',
    },
    { given: 'maintenance', body: html('<h1>Down for maintenance</h1>'), said: 'answered 200, but the page says “Down for maintenance”' },
    { given: 'nothing', body: '', said: 'answered 200 with nothing in it' },
    { given: 'blanks', body: ' \n', said: 'answered 200 with nothing in it' },
    {
      given: 'a page without a word',
      body: '<!doctype html><html><head></head><body></body></html>',
      said: 'answered 200 with an empty page',
    },
    { given: 'JSON that is null', body: 'null', said: 'answered 200 with nothing in it' },
    {
      given: "somebody else's failure",
      body: { error: 'The exchange rates answered 503' },
      said: 'answered 200, but reports an error: The exchange rates answered 503',
    },
  ]);
});

describe('200, and the body is a login or a gate: unavailable', () => {
  table('unavailable', [
    {
      given: 'a form',
      body: html('<h1>Welcome back</h1><form><input name="email"><input type="password" name="p"></form>'),
      said: 'answered 200 with a login',
    },
    { given: 'its title', body: html('<title>Sign in · Shop</title><div id="root"></div>'), said: 'answered 200 with a login' },
    {
      given: 'a redirect in the page',
      body: html('<meta http-equiv="refresh" content="0; url=/login?next=%2F"/>'),
      said: 'answered 200 with a redirect to a login, /login',
    },
    {
      given: 'a redirect of Next.js',
      body: html('<template data-dgst="NEXT_REDIRECT;replace;/sign-in;307;"></template>'),
      said: 'answered 200 with a redirect to a login, /sign-in',
    },
    {
      given: 'a redirect by script',
      body: '<script>window.location.href="/auth/login"</script>',
      said: 'answered 200 with a redirect to a login, /auth/login',
    },
    {
      given: "Vercel's protection",
      body: '<html><head><title>Authentication Required</title></head><script>location="https://vercel.com/sso-api?url=x"</script></html>',
      said: "answered 200 with the platform's own protection page",
    },
    {
      given: "Vercel's checkpoint",
      body: '<title>Vercel Security Checkpoint</title><p>We are verifying your browser</p>',
      said: "answered 200 with the platform's own protection page",
    },
    {
      given: 'a challenge of Cloudflare',
      body: '<title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/x"></script>',
      said: "answered 200 with the platform's own protection page",
    },
  ]);
});

describe('200, and the body says nothing bad: supports', () => {
  test.each([
    { given: 'a page', body: html('<h1>Invoices</h1><p>Error budget: 3 failed payments, 500 open</p>') },
    { given: 'an app that draws itself', body: html('<div id="root"></div>') },
    {
      given: 'a part that only browsers draw',
      body: html('<h1>Map</h1><!--$!--><template data-dgst="BAILOUT_TO_CLIENT_SIDE_RENDERING"></template>'),
    },
    {
      given: 'a script that knows words of errors',
      body: html('<h1>Shop</h1><script>const t={e:"Something went wrong",p:"Application error"}</script>'),
    },
    { given: 'a sign-in link', body: html('<a href="/login">Sign in</a><h1>Shop</h1>') },
    { given: 'an error that is null', body: { data: { invoices: [] }, error: null, errors: [] } },
    { given: 'rows with a word of errors', body: [{ id: 7, status: 'failed', error: 'card declined' }] },
    { given: 'a resource inside its envelope', body: { data: { payment: { id: 7, status: 'failed' } } } },
    { given: 'healthy', body: { status: 'ok', checks: { database: { status: 'up' } } } },
    { given: 'text', body: 'OK' },
    {
      given: 'a redirect of Next.js inside the app',
      body: html('<template data-dgst="NEXT_REDIRECT;replace;/en/invoices;307;"></template>'),
    },
  ])('$given', ({ body }) => expect(answered(body)).toEqual({ verdict: 'supports', said: 'answered 200' }));

  test('204 has no body to say anything', () => expect(answered('', 204)).toEqual({ verdict: 'supports', said: 'answered 204' }));
});

describe('a body of a megabyte is read in little time', () => {
  test.each(['<script', '<', '{"a":'.repeat(3), '<template ', 'column "', 'function f(', '<title>', 'http-equiv="refresh" '])(
    'made of %s',
    (part) => {
      expect(answered(part.repeat(1_000_000 / part.length)).verdict).not.toBe('contradicts');
    },
  );
});
