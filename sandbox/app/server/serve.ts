import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { listenForParent } from '#sandbox/children/listen-for-parent.ts';
import { json, page, text, type Answer } from './answer.ts';
import { createExchangeRates } from './exchange-rates.ts';
import { createInvoiceStore } from './invoice-store.ts';
import { asTransaction, report, startMonitoring, stopMonitoring } from './monitoring.ts';
import type { Release } from './release.ts';
import { createRoutes, type Route } from './routes.ts';
import { readSettings } from './settings.ts';

/** Runs one release of the demo app in this process, as its environment says. */
export function serve(release: Release): void {
  const settings = readSettings(process.env);
  startMonitoring(settings);
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 5,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 3_000,
    query_timeout: 5_000,
  });
  pool.on('error', report);
  const { deploymentId, commit } = settings;
  const routes = createRoutes(release, createInvoiceStore(pool, release), createExchangeRates(settings.exchangeRatesUrl), {
    deploymentId,
    commit,
  });

  const server = createServer((request, response) => {
    void answer(request, routes).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  listenForParent(server, settings.port, async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([stopMonitoring(), pool.end()]);
  });
}

async function answer(request: IncomingMessage, routes: readonly Route[]): Promise<Answer> {
  const [path = '/', query] = (request.url ?? '/').split('?', 2);
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { error: 'Only GET and HEAD are answered here.' });
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match === null) continue;
    const transaction = asTransaction(`GET ${route.name}`, () => route.answer(Number(match[1]), new URLSearchParams(query)));
    return transaction.catch((error: unknown) => failure(error, route));
  }
  return json(500, { error: 'No route took the request.' });
}

/** A demo may show its reasons to everybody; a service that people pay for would not. */
function failure(error: unknown, { audience }: Route): Answer {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
  if (audience === 'machines') return json(500, { error: message });
  return page(500, 'Something went wrong', `<p>${text(message)}</p>`);
}
