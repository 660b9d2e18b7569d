/** Where Switchback's own failures are reported, apart from the incidents that it handles. */
export interface SelfReport {
  /** Never throws and never waits. `context` may hold ids and names only: it leaves the machine. */
  report(error: unknown, context: Readonly<Record<string, string | number | boolean | null>>): void;
  /** Waits at most this many milliseconds for what is still to be sent; false when some of it may be lost. */
  close(ms: number): Promise<boolean>;
}

/**
 * Crashes are reported and still end the process. `OnUnhandledRejection` stays out because with it a rejection that nobody handles
 * no longer ends the process; `Dedupe` because with it ten equal failures count as one.
 */
const KEPT_INTEGRATIONS = new Set(['LinkedErrors', 'OnUncaughtException', 'Context']);

/**
 * Off without a DSN: then nothing is sent and the SDK is not even loaded. What the SDK collects by default (headers, cookies, bodies,
 * variables, source lines, visited URLs with Slack's secrets in them, trace headers on every outgoing request) is turned off.
 */
export async function startSelfReport(options: {
  dsn: string | null;
  release: string;
  environment: string;
  proxy?: string | null;
}): Promise<SelfReport> {
  if (options.dsn === null) return { report: () => {}, close: () => Promise.resolve(true) };
  const sentry = await import('@sentry/node');
  sentry.init({
    dsn: options.dsn,
    release: options.release,
    environment: options.environment,
    ...(options.proxy != null && { transportOptions: { proxy: options.proxy } }),
    integrations: (defaults) => defaults.filter(({ name }) => KEPT_INTEGRATIONS.has(name)),
    tracePropagationTargets: [],
    maxBreadcrumbs: 0,
    enhanceFetchErrorMessages: false,
    dataCollection: {
      stackFrameVariables: false,
      httpBodies: [],
      httpHeaders: false,
      cookies: false,
      urlQueryParams: false,
      userInfo: false,
      genAI: { inputs: false, outputs: false },
      databaseQueryData: false,
      queues: false,
      frameContextLines: 0,
    },
  });
  return {
    report: (error, context) => {
      sentry.captureException(error, { contexts: { switchback: { ...context } } });
    },
    close: (ms) => sentry.close(ms),
  };
}
