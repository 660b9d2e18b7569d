import { startChild } from '#sandbox/children/start-child.ts';
import { APP_VERSIONS, type AppVersion } from './versions.ts';

export interface DeploymentSettings {
  readonly version: AppVersion;
  readonly deploymentId: string;
  /** Full commit hash; also the release that errors are counted under. */
  readonly commit: string;
  readonly databaseUrl: string;
  readonly dsn: string;
  readonly environment: string;
  /** Where `GET /USD` answers with the rate of the moment. Only some versions ask. */
  readonly exchangeRatesUrl: string;
}

export interface RunningDeployment {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Sends what it still has for Sentry first. */
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** The end of what the app wrote to its standard error. */
  readonly stderr: () => string;
}

/** Runs one deployment of the demo app in a process of its own, as a platform would: configured by its environment alone. */
export async function startDeployment(settings: DeploymentSettings): Promise<RunningDeployment> {
  const { version, deploymentId, commit, databaseUrl, dsn, environment, exchangeRatesUrl } = settings;
  const child = await startChild(APP_VERSIONS[version], {
    VERCEL_DEPLOYMENT_ID: deploymentId,
    VERCEL_GIT_COMMIT_SHA: commit,
    DATABASE_URL: databaseUrl,
    SENTRY_DSN: dsn,
    SENTRY_ENVIRONMENT: environment,
    EXCHANGE_RATES_URL: exchangeRatesUrl,
    PORT: '0',
  });
  return { origin: `http://127.0.0.1:${child.port}`, stop: child.stop, kill: child.kill, stderr: child.stderr };
}
