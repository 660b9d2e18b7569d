import { resolve } from 'node:path';
import type { Config, DrillConfig, ServiceConfig } from './config.ts';
import type { DrillSection } from './drill-section.ts';
import type { FileSection } from './file-section.ts';
import type { EnvironmentSettings } from './read-environment.ts';
import type { ServiceSecrets } from './read-secrets.ts';
import { resolveRoles } from './resolve-roles.ts';
import type { ServiceSection } from './service-section.ts';

/** Turns what was read and found right into what the bot uses. `folder` is where the file lives. */
export function resolveConfig(
  file: FileSection,
  environment: EnvironmentSettings,
  secrets: ReadonlyMap<string, ServiceSecrets>,
  folder: string,
): Config {
  const { botToken, connection, vercelToken, sentryToken, store, journalKey, scratch, proxy, ownDsn, logLevel } = environment;
  return {
    slack: { apiUrl: `${file.slack.apiUrl}/`, botToken, command: file.slack.command, connection },
    vercel: { apiUrl: file.vercel.apiUrl, team: file.vercel.team ?? null, token: vercelToken },
    sentry: { url: file.sentry.url, organization: file.sentry.organization, token: sentryToken },
    store,
    journalKey,
    scratch,
    proxy,
    ownDsn,
    logLevel,
    retentionMs: file.retention,
    services: Object.entries(file.services).map(([name, service]) =>
      resolveService({
        name,
        service,
        file,
        secrets: secrets.get(name) ?? { protectionBypass: null, dsn: null, databaseUrl: null },
        folder,
      }),
    ),
    drills: file.drills.map((drill) => resolveDrill(drill, file)),
  };
}

function resolveService({ name, service, file, secrets, folder }: ServiceParts): ServiceConfig {
  const { app, vercel, sentry, code, database, verification } = service;
  return {
    name,
    description: service.description ?? null,
    environment: service.environment,
    channel: service.channel ?? null,
    roles: resolveRoles(file.roles, service.roles),
    app,
    vercel: { project: vercel.project, deploymentUrl: vercel.deploymentUrl, protectionBypass: secrets.protectionBypass },
    sentry: { project: sentry.project, environment: sentry.environment, dsn: present(secrets.dsn), route: sentry.route ?? null },
    code: {
      repository: code.repository === null ? null : resolve(folder, code.repository),
      migrations: code.migrations,
      fetch: code.fetch,
      proposals: code.proposals,
    },
    database: secrets.databaseUrl === null ? null : { url: secrets.databaseUrl, statementTimeoutMs: database.statementTimeout },
    drillsAllowed: service.drills.allowed,
    verification: {
      bucketMs: verification.bucket,
      graceMs: verification.grace,
      minimumMs: verification.minimum,
      pollMs: verification.poll,
      deadlineMs: verification.deadline,
      baselineMs: verification.baseline,
      afterCloseMs: verification.afterClose,
    },
    factTimeoutMs: service.timeouts.fact,
  };
}

/** A missing one has refused the whole configuration before this. */
function present(secret: string | null): string {
  if (secret === null) throw new Error('A configuration with problems is never resolved.');
  return secret;
}

function resolveDrill({ remindBefore, channel, ...drill }: DrillSection, { services }: FileSection): DrillConfig {
  return { ...drill, remindBeforeMs: remindBefore, channel: channel ?? services[drill.service]?.channel ?? '' };
}

interface ServiceParts {
  readonly name: string;
  readonly service: ServiceSection;
  readonly file: FileSection;
  readonly secrets: ServiceSecrets;
  readonly folder: string;
}
