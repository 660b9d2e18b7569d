import { dsn } from '#src/section/dsn.ts';
import { anyValue, type Variable } from '#src/section/variable.ts';
import { LOG_LEVELS } from './config.ts';

/** Every environment variable that the bot reads by itself. Vendors have more, and `switchback.yml` can name some. Each can come from a file by `NAME_FILE`. */
export const VARIABLES = {
  SLACK_BOT_TOKEN: { source: 'copy it from "OAuth & Permissions" of your Slack app', objection: prefix('xoxb-') },
  SLACK_APP_TOKEN: {
    source:
      'create one with connections:write under "Basic Information" > "App-Level Tokens", or set SLACK_SIGNING_SECRET and PORT to use HTTP',
    objection: prefix('xapp-'),
  },
  SLACK_SIGNING_SECRET: { source: 'copy it from "Basic Information" > "App Credentials" of your Slack app', objection: anyValue },
  PORT: { source: 'choose the port that Slack reaches the bot on', objection: port },
  SWITCHBACK_HOST: { source: 'choose the address that the port is opened on', objection: anyValue },
  DATABASE_URL: { source: 'copy it from your PostgreSQL server, or leave it out to use SQLite', objection: databaseUrl },
  SWITCHBACK_STORE: { source: 'choose where the SQLite file lives', objection: anyValue },
  SWITCHBACK_JOURNAL_KEY: { source: 'make one with openssl rand -hex 32, and keep it where the database is not', objection: journalKey },
  SCRATCH_DATABASE_URL: {
    source: 'copy it from a PostgreSQL server that holds nothing else, or leave it out to use the one that comes with the bot',
    objection: databaseUrl,
  },
  SWITCHBACK_CONFIG: { source: 'choose where switchback.yml lives', objection: anyValue },
  SENTRY_DSN: { source: 'copy it from Project Settings > Client Keys (DSN)', objection: dsn },
  HTTPS_PROXY: { source: 'ask whoever runs your network for it', objection: proxyUrl },
  HTTP_PROXY: { source: 'ask whoever runs your network for it', objection: proxyUrl },
  NO_PROXY: { source: 'ask whoever runs your network for it', objection: anyValue },
  LOG_LEVEL: { source: 'choose how much is logged', objection: logLevel },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;

function prefix(start: string): (value: string) => string | null {
  return (value) => (value.startsWith(start) ? null : `must start with ${start}`);
}

function journalKey(value: string): string | null {
  return value.length >= 16 ? null : 'must have at least 16 characters';
}

function port(value: string): string | null {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? null : 'must be a port from 0 to 65535';
}

export function databaseUrl(value: string): string | null {
  return /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value) ? null : 'must be an address that starts with postgres://';
}

function proxyUrl(value: string): string | null {
  return /^https?:\/\//.test(value) && URL.canParse(value) ? null : 'must be an address that starts with http:// or https://';
}

function logLevel(value: string): string | null {
  return LOG_LEVELS.some((level) => level === value) ? null : `must be one of ${LOG_LEVELS.join(', ')}`;
}
