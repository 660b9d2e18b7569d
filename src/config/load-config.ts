import { dirname, resolve } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';
import { ALL_VENDORS } from '#src/providers/vendors.ts';
import { checkDrills } from './check-drills.ts';
import { checkPeers } from './check-peers.ts';
import { checkPlatforms } from './check-platforms.ts';
import { checkRoles } from './check-roles.ts';
import { checkServices } from './check-services.ts';
import type { Config } from './config.ts';
import type { Problem } from './problem.ts';
import { readEnvironment } from './read-environment.ts';
import { readFile } from './read-file.ts';
import { readSecrets } from './read-secrets.ts';
import { readTokens } from './read-tokens.ts';
import { readVariable } from './read-variable.ts';
import type { Env } from './read-variable.ts';
import { readYaml } from './read-yaml.ts';
import { refusal } from './refusal.ts';
import { resolveConfig } from './resolve-config.ts';
import { VARIABLES } from './variables.ts';

/**
 * Reads switchback.yml and the environment once, as a whole. `file` null means the one that `SWITCHBACK_CONFIG` names, else `./switchback.yml`.
 *
 * @throws SwitchbackError `config_invalid`, whose message is meant to be printed as it is: it lists every problem and holds no secret.
 */
export function loadConfig({ file, env }: { readonly file: string | null; readonly env: Env }): Config {
  const named = readVariable(env, 'SWITCHBACK_CONFIG');
  const path = file ?? named.value ?? './switchback.yml';
  const environment = readEnvironment(env);
  const yaml = readYaml(path);
  const refuse = (problems: readonly Problem[], nothingConfigured = false): SwitchbackError =>
    new SwitchbackError('config_invalid', refusal([...environment.problems, ...named.problems, ...problems], path, nothingConfigured));

  if (yaml.kind === 'missing') {
    const says = 'does not exist; copy switchback.example.yml there and edit it, or name another file with SWITCHBACK_CONFIG';
    throw refuse([{ name: path, says, line: null }], isEmpty(env));
  }
  if (yaml.kind === 'unreadable') throw refuse(yaml.problems);

  const { whole, parts, used, problems } = readFile(yaml.data, yaml.lineOf);
  const tokens = readTokens(used, env);
  const secrets = readSecrets(parts, used, env, yaml.lineOf);
  const all = [
    ...tokens.problems,
    ...problems,
    ...checkPlatforms(used, yaml.lineOf),
    ...checkPeers(used, yaml.lineOf),
    ...checkRoles(parts, yaml.lineOf),
    ...secrets.problems,
    ...checkServices(parts, dirname(path), yaml.lineOf),
    ...checkDrills(parts, yaml.lineOf),
  ];
  if (whole === null || all.length + named.problems.length + environment.problems.length > 0) throw refuse(all);

  return resolveConfig(whole, {
    environment: environment.value,
    tokens: tokens.value,
    secrets: secrets.value,
    folder: resolve(dirname(path)),
  });
}

const OF_THE_PLATFORM = new Set(['PORT', 'LOG_LEVEL', 'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']);

/** What platforms often set says nothing about this bot. */
function isEmpty(env: Env): boolean {
  const ofVendors = ALL_VENDORS.flatMap(([, { variables }]) => Object.keys(variables));
  return [...Object.keys(VARIABLES), ...ofVendors].every((name) => OF_THE_PLATFORM.has(name) || (!env[name] && !env[`${name}_FILE`]));
}
