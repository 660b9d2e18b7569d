import { parseArgs } from 'node:util';
import * as Sentry from '@sentry/node';

/** An app with the real SDK: fails and serves so many times, prints whether all of it was sent, and exits. */
const { values } = parseArgs({
  options: {
    dsn: { type: 'string', default: '' },
    failures: { type: 'string', default: '0' },
    requests: { type: 'string', default: '0' },
    dedupe: { type: 'boolean', default: false },
  },
});

Sentry.init({
  dsn: values.dsn,
  release: 'shop@2.0.0',
  environment: 'production',
  serverName: 'web-7',
  tracesSampleRate: 1,
  integrations: (defaults) => defaults.filter(({ name }) => values.dedupe || name !== 'Dedupe'),
});

for (let request = 0; request < Number(values.requests); request += 1) {
  Sentry.startSpan({ name: 'GET /invoices', op: 'http.server', forceTransaction: true }, () => {
    Sentry.startSpan({ name: 'select', op: 'db' }, () => {});
  });
}
for (let failure = 0; failure < Number(values.failures); failure += 1) fail();

process.stdout.write(String(await Sentry.close(5000)));

function fail(): void {
  Sentry.withScope((scope) => {
    scope.setTransactionName('GET /invoices');
    Sentry.captureException(new Error('column "total" does not exist'), { tags: { tenant: 'acme' } });
  });
}
