import { resolve } from 'node:path';
import type { Config, DrillConfig, ServiceConfig } from './config.ts';
import type { DrillSection } from './drill-section.ts';
import type { FileSection } from './file-section.ts';
import type { EnvironmentSettings } from './read-environment.ts';
import type { Secrets } from './read-secrets.ts';
import { resolveRoles } from './resolve-roles.ts';
import { platformOf, resolveVendors } from './resolve-vendors.ts';
import type { ServiceSection } from './service-section.ts';

/** What was read beside the file. */
export interface Surroundings {
  readonly environment: EnvironmentSettings;
  /** The vendors' own variables. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
  /** Where the file lives. */
  readonly folder: string;
}

/** Turns what was read and found right into what the bot uses. */
export function resolveConfig(file: FileSection, around: Surroundings): Config {
  const { botToken, connection, store, journalKey, scratch, proxy, ownDsn, logLevel } = around.environment;
  return {
    slack: { apiUrl: `${file.slack.apiUrl}/`, botToken, command: file.slack.command, connection },
    store,
    journalKey,
    scratch,
    proxy,
    ownDsn,
    logLevel,
    retentionMs: file.retention,
    services: Object.entries(file.services).map(([name, service]) => resolveService(name, service, file, around)),
    drills: file.drills.map((drill) => resolveDrill(drill, file)),
  };
}

function resolveService(name: string, service: ServiceSection, file: FileSection, around: Surroundings): ServiceConfig {
  const { app, code, database, verification } = service;
  const { secrets, folder } = around;
  const path = `services.${name}`;
  const reading = { file, tokens: around.tokens, secrets: secrets.sections };
  const url = secrets.databases.get(name) ?? null;
  return {
    name,
    description: service.description ?? null,
    environment: service.environment,
    channel: service.channel ?? null,
    roles: resolveRoles(file.roles, service.roles),
    runbook: service.runbook,
    app,
    platform: platformOf(service),
    vendors: { ...resolveVendors(service, path, reading), ...resolveVendors(database, `${path}.database`, reading) },
    components: Object.fromEntries(
      Object.entries(service.components).map(([component, sections]) => [
        component,
        { platform: platformOf(sections), vendors: resolveVendors(sections, `${path}.components.${component}`, reading) },
      ]),
    ),
    code: {
      repository: code.repository === null ? null : resolve(folder, code.repository),
      migrations: code.migrations,
      fetch: code.fetch,
      proposals: code.proposals,
    },
    database: url === null ? null : { url, statementTimeoutMs: database.statementTimeout },
    generations: service.generations,
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

function resolveDrill({ remindBefore, channel, ...drill }: DrillSection, { services }: FileSection): DrillConfig {
  return { ...drill, remindBeforeMs: remindBefore, channel: channel ?? services[drill.service]?.channel ?? '' };
}
