import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProxy } from '#test/support/start-proxy.ts';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';

const SELF_REPORT = new URL('../src/self-report.ts', import.meta.url).href;

/** Runs a module in a process of its own, because the SDK belongs to a process and stays in it. */
function run(body: string): Promise<{ code: number | null; out: string }> {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve: (specifier, context, next) => { loaded.push(specifier); return next(specifier, context); } });
    const { startSelfReport } = await import(${JSON.stringify(SELF_REPORT)});
    ${body}`;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 }, (_error, out) => {
      resolve({ code: child.exitCode, out });
    });
  });
}

/** Keeps what it is sent, word for word. */
async function startListener(answers: boolean): Promise<{
  origin: string;
  bodies: string[];
  headers: IncomingHttpHeaders[];
  close(): Promise<void>;
}> {
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      if (answers) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    bodies,
    headers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const start = (dsn: string): string =>
  `const self = await startSelfReport({ dsn: ${JSON.stringify(dsn)}, release: 'switchback@1.2.3', environment: 'production' });`;

describe("Switchback's report of its own errors", () => {
  let sentry: LocalSentry;

  beforeEach(async () => {
    sentry = await startSentry({ project: 'switchback' });
  });
  afterEach(() => sentry.close());

  test('is off without a DSN: the SDK is not even loaded', async () => {
    const { out } = await run(`
      const self = await startSelfReport({ dsn: null, release: 'switchback@1.2.3', environment: 'production' });
      self.report(new Error('boom'), {});
      process.stdout.write(JSON.stringify([await self.close(1000), loaded.includes('@sentry/node')]));`);
    expect(JSON.parse(out)).toEqual([true, false]);
  });

  test('sends every error with its release and environment, equal ones too', async () => {
    const { out } = await run(`
      ${start(sentry.dsn)}
      for (const effect of ['a', 'b', 'c']) self.report(new Error('store is gone'), { effect });
      process.stdout.write(JSON.stringify([await self.close(5000), loaded.includes('@sentry/node')]));`);
    expect(JSON.parse(out)).toEqual([true, true]);
    expect(sentry.events.map(({ title, release, environment }) => ({ title, release, environment }))).toEqual(
      Array.from({ length: 3 }, () => ({ title: 'Error: store is gone', release: 'switchback@1.2.3', environment: 'production' })),
    );
    expect(sentry.unexpected).toEqual([]);
  });

  test('goes through the proxy that it is given', async () => {
    const proxy = await startProxy();
    const dsn = sentry.dsn.replace('127.0.0.1', 'errors.test');
    const { out } = await run(`
      const self = await startSelfReport({ dsn: '${dsn}', release: 'switchback@1.2.3', environment: 'production', proxy: '${proxy.url}' });
      self.report(new Error('store is gone'), {});
      process.stdout.write(String(await self.close(5000)));`);
    expect({ out, asked: proxy.asked, titles: sentry.events.map(({ title }) => title) }).toEqual({
      out: 'true',
      asked: ['CONNECT errors.test'],
      titles: ['Error: store is gone'],
    });
    await proxy.close();
  });

  test('sends a rejection that nobody handled, and the process still ends with 1', async () => {
    const { code } = await run(`
      ${start(sentry.dsn)}
      setInterval(() => {}, 1000);
      Promise.reject(new Error('nobody caught this'));`);
    expect(code).toBe(1);
    expect(sentry.events.map(({ title, level }) => ({ title, level }))).toEqual([{ title: 'Error: nobody caught this', level: 'fatal' }]);
  });

  test('leaves out variables, source lines, visited URLs and trace headers', async () => {
    const tracker = await startListener(true);
    const slack = await startListener(true);
    await run(`
      ${start(`${tracker.origin.replace('http://', 'http://d5a1c0ffee@')}/7`)}
      import http from 'node:http';
      async function work(token) {
        console.log('console secret-console');
        await fetch(${JSON.stringify(slack.origin)} + '/actions/secret-path?token=secret-query', { method: 'POST', body: 'secret-body' });
        await new Promise((resolve) => http.get(${JSON.stringify(slack.origin)} + '/secret-get', (answer) => answer.resume().on('end', resolve)));
        throw new Error('boom', { cause: new Error('because') });
      }
      await work('secret-variable').catch((error) => self.report(error, { incident: 'INC-1' }));
      await self.close(5000);`);
    await Promise.all([tracker.close(), slack.close()]);
    const sent = tracker.bodies.join('\n');
    expect(sent).toContain('"switchback":{"incident":"INC-1"}');
    expect(sent).toContain('because');
    for (const unwanted of ['secret-', 'breadcrumbs', 'context_line', '"vars"']) expect(sent).not.toContain(unwanted);
    expect(slack.bodies).toEqual(['secret-body', '']);
    expect(slack.headers.flatMap((headers) => Object.keys(headers)).filter((name) => /trace|baggage/.test(name))).toEqual([]);
  });

  test('does not hold up the end when the tracker hangs, and says that something may be lost', async () => {
    const tracker = await startListener(false);
    const { out } = await run(`
      ${start(`${tracker.origin.replace('http://', 'http://d5a1c0ffee@')}/7`)}
      self.report(new Error('boom'), {});
      process.stdout.write(String(await self.close(200)));
      process.exit();`);
    await tracker.close();
    expect(out).toBe('false');
  });
});
