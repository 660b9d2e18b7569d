import { EnvironmentVariable } from '#src/section/environment-variable.ts';
import type { FileParts } from './file-parts.ts';
import type { Problem, Reading } from './problem.ts';
import { readVariable } from './read-variable.ts';
import type { Env } from './read-variable.ts';
import type { LineOf } from './read-yaml.ts';
import type { UsedSection } from './used-sections.ts';
import { databaseUrl } from './variables.ts';

export interface Secrets {
  /** The address of the live database, by the name of the service; null where it names none. */
  readonly databases: ReadonlyMap<string, string | null>;
  /** By the path of the section, what its keys name. */
  readonly sections: ReadonlyMap<string, Readonly<Record<string, string | null>>>;
}

/** Reads the secrets whose variables the services name. */
export function readSecrets({ services }: FileParts, used: readonly UsedSection[], env: Env, lineOf: LineOf): Reading<Secrets> {
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

  const sections = used.map(({ path, content, vendor }): [string, Readonly<Record<string, string | null>>] => [
    path.join('.'),
    Object.fromEntries(
      Object.entries(vendor.secrets).map(([key, objection]) => [
        key,
        secret([...path, key], EnvironmentVariable.safeParse(content[key]).data, objection),
      ]),
    ),
  ]);
  const databases = Object.entries(services).map(([name, service]): [string, string | null] => [
    name,
    secret(['services', name, 'database', 'urlEnv'], service?.database?.urlEnv, databaseUrl),
  ]);
  return { value: { databases: new Map(databases), sections: new Map(sections) }, problems };
}
