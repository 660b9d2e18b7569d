import type { FileParts } from './file-parts.ts';
import type { Problem, Reading } from './problem.ts';
import { readVariable } from './read-variable.ts';
import type { Env } from './read-variable.ts';
import type { LineOf } from './read-yaml.ts';
import { databaseUrl, dsn } from './variables.ts';

export interface ServiceSecrets {
  readonly protectionBypass: string | null;
  readonly dsn: string | null;
  readonly databaseUrl: string | null;
}

/** Reads the secrets whose variables the services name, by the name of the service. */
export function readSecrets({ services }: FileParts, env: Env, lineOf: LineOf): Reading<ReadonlyMap<string, ServiceSecrets>> {
  const problems: Problem[] = [];

  function secret(path: readonly string[], variable: string | undefined, objection: (value: string) => string | null): string | null {
    if (variable === undefined) return null;
    const reading = readVariable(env, variable);
    problems.push(...reading.problems);
    if (reading.problems.length > 0) return null;
    const says = reading.value === null ? 'is not set in the environment' : objection(reading.value);
    if (says !== null) problems.push({ name: path.join('.'), says: `names ${variable}, which ${says}`, line: lineOf(path) });
    return reading.value;
  }

  const secrets = Object.entries(services).map(([name, service]): [string, ServiceSecrets] => [
    name,
    {
      protectionBypass: secret(['services', name, 'vercel', 'protectionBypassEnv'], service?.vercel?.protectionBypassEnv, () => null),
      dsn: secret(['services', name, 'sentry', 'dsnEnv'], service?.sentry?.dsnEnv, dsn),
      databaseUrl: secret(['services', name, 'database', 'urlEnv'], service?.database?.urlEnv, databaseUrl),
    },
  ]);
  return { value: new Map(secrets), problems };
}
