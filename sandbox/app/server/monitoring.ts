import * as Sentry from '@sentry/node';
import type { Settings } from './settings.ts';

/**
 * Reports to Sentry: every error, and every request as one transaction. Only these integrations run. `Dedupe` must not be
 * among them: it drops an error that equals the one before, and an outage with one cause would hardly show.
 */
export function startMonitoring({ dsn, commit, environment }: Settings): void {
  Sentry.init({
    dsn,
    release: commit,
    environment,
    tracesSampleRate: 1,
    transportOptions: { keepAlive: true },
    defaultIntegrations: false,
    integrations: [Sentry.linkedErrorsIntegration(), Sentry.onUncaughtExceptionIntegration(), Sentry.onUnhandledRejectionIntegration()],
  });
}

/** Runs `work` as the transaction `name`, such as `GET /invoices`. An error that it throws is reported and thrown on. */
export function asTransaction<T>(name: string, work: () => Promise<T>): Promise<T> {
  return Sentry.withIsolationScope((scope) => {
    scope.setTransactionName(name);
    const attributes = { 'sentry.segment.name.source': 'route' } as const;
    return Sentry.startSpan({ name, op: 'http.server', forceTransaction: true, attributes }, async () => {
      try {
        return await work();
      } catch (error) {
        scope.setTag('route', name);
        Sentry.captureException(error);
        throw error;
      }
    });
  });
}

/** Reports an error that belongs to no request. */
export function report(error: unknown): void {
  Sentry.captureException(error);
}

/** Sends what is still waiting, for at most two seconds. */
export async function stopMonitoring(): Promise<void> {
  await Sentry.close(2_000);
}
