import { SwitchbackError } from '#domain/errors.ts';
import type { Config, ServiceConfig } from '#src/config/config.ts';
import type { ServiceParts } from '#src/effects/parts.ts';
import { createSchemaSource, type SchemaSourceParts } from '#src/effects/schema-source.ts';
import { createGit } from '#src/providers/git/create-git.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { verbsOf } from './vendors-of.ts';

export type Judge = Pick<SchemaSourceParts, 'judge' | 'fingerprint'>;

type SchemaParts = Omit<SchemaSourceParts, keyof Judge | 'code'>;

/** Judges the schema of a service with this live database. */
export type JudgeOf = (database: ServiceConfig['database']) => Judge;

/** The providers of every configured service, made once. */
export function createServices(config: Config, schema: SchemaParts, judgeOf: JudgeOf): (name: string) => ServiceParts {
  const parts = new Map(config.services.map((service) => [service.name, partsOf(service, schema, judgeOf)]));
  return (name) => {
    const found = parts.get(name);
    if (found !== undefined) return found;
    throw new SwitchbackError(
      'config_invalid',
      `Service ${name} is not configured any more, so nothing was done for its incident. Put it back into switchback.yml, or cancel the incident.`,
    );
  };
}

function partsOf(service: ServiceConfig, schema: SchemaParts, judgeOf: JudgeOf): ServiceParts {
  const { repository, migrations: folder, fetch: mayFetch } = service.code;
  const code = repository === null ? null : createGit({ repository, mayFetch });
  const judged = { ...schema, ...judgeOf(service.database) };
  const { deploys = null, errors = null, codeHost = null } = verbsOf(service, schema.now);
  return {
    config: service,
    deploys,
    errors,
    codeHost,
    code,
    database: service.database === null ? null : createPostgres(service.database),
    schema:
      repository === null || code === null
        ? null
        : createSchemaSource({ ...judged, code }, service.name, { repository, folder, tool: null }),
  };
}
