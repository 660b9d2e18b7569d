import { z } from 'zod';

const shape = z
  .object({
    VERCEL_DEPLOYMENT_ID: z.string().min(1),
    VERCEL_GIT_COMMIT_SHA: z.string().min(1),
    DATABASE_URL: z.string().min(1),
    SENTRY_DSN: z.url(),
    SENTRY_ENVIRONMENT: z.string().min(1),
    EXCHANGE_RATES_URL: z.url(),
    PORT: z.coerce.number().int().min(0).max(65_535),
  })
  .transform((env) => ({
    deploymentId: env.VERCEL_DEPLOYMENT_ID,
    commit: env.VERCEL_GIT_COMMIT_SHA,
    databaseUrl: env.DATABASE_URL,
    dsn: env.SENTRY_DSN,
    environment: env.SENTRY_ENVIRONMENT,
    exchangeRatesUrl: env.EXCHANGE_RATES_URL,
    port: env.PORT,
  }));

export type Settings = z.infer<typeof shape>;

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return shape.parse(env);
}
