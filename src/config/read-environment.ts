import { LOG_LEVELS } from './config.ts';
import type { LogLevel, ProxySettings, SlackConnection, StoreLocation } from './config.ts';
import type { Problem, Reading } from './problem.ts';
import { readVariable } from './read-variable.ts';
import type { Env } from './read-variable.ts';
import { VARIABLES } from './variables.ts';
import type { VariableName } from './variables.ts';

export interface EnvironmentSettings {
  readonly botToken: string;
  readonly connection: SlackConnection;
  readonly store: StoreLocation;
  readonly journalKey: string | null;
  /** `pglite`, or the address of a server. */
  readonly scratch: string;
  readonly proxy: ProxySettings | null;
  readonly ownDsn: string | null;
  readonly logLevel: LogLevel;
}

/** Other programs read these in lower case, and some only so. */
const LOWER_TOO = new Set<VariableName>(['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']);
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

export function readEnvironment(env: Env): Reading<EnvironmentSettings> {
  const problems: Problem[] = [];

  function optional(name: VariableName): string | null {
    const reading = readVariable(LOWER_TOO.has(name) ? { ...env, [name]: env[name.toLowerCase()] || env[name] } : env, name);
    problems.push(...reading.problems);
    if (reading.value === null) return null;
    const { objection, source } = VARIABLES[name];
    const says = objection(reading.value);
    if (says !== null) problems.push({ name, says: `${says}; ${source}`, line: null });
    return reading.value;
  }

  // An empty text stands for a missing value only as long as its problem stops the start.
  function required(name: VariableName): string {
    const before = problems.length;
    const value = optional(name);
    if (value === null && problems.length === before) problems.push({ name, says: `is not set; ${VARIABLES[name].source}`, line: null });
    return value ?? '';
  }

  function connection(): SlackConnection {
    const signingSecret = optional('SLACK_SIGNING_SECRET');
    const port = optional('PORT');
    const host = optional('SWITCHBACK_HOST') ?? '127.0.0.1';
    if (signingSecret !== null && port !== null) return { kind: 'http', signingSecret, port: Number(port), host };
    const appToken = signingSecret === null ? required('SLACK_APP_TOKEN') : optional('SLACK_APP_TOKEN');
    if (appToken !== null) return { kind: 'socket', appToken };
    return { kind: 'http', signingSecret: signingSecret ?? '', port: Number(required('PORT')), host };
  }

  function store(): StoreLocation {
    const url = optional('DATABASE_URL');
    const path = optional('SWITCHBACK_STORE') ?? './switchback.sqlite';
    return url === null ? { kind: 'sqlite', path } : { kind: 'postgres', url };
  }

  function logLevel(): LogLevel {
    const name = optional('LOG_LEVEL');
    return LOG_LEVELS.find((level) => level === name) ?? 'info';
  }

  function proxy(): ProxySettings | null {
    const [https, http, except] = [optional('HTTPS_PROXY'), optional('HTTP_PROXY'), optional('NO_PROXY')];
    if (https === null && http === null) return null;
    return { https, http, except: [...(except ?? '').split(/[,\s]+/).filter((host) => host !== ''), ...THIS_MACHINE] };
  }

  const value: EnvironmentSettings = {
    botToken: required('SLACK_BOT_TOKEN'),
    connection: connection(),
    store: store(),
    journalKey: optional('SWITCHBACK_JOURNAL_KEY'),
    scratch: optional('SCRATCH_DATABASE_URL') ?? 'bundled',
    proxy: proxy(),
    ownDsn: optional('SENTRY_DSN'),
    logLevel: logLevel(),
  };
  return { value, problems };
}
