import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load-config.ts';
import { ENV, YAML } from './settings.ts';
import { writeConfig } from './write-config.ts';

test('what is left out has the defaults of the product', () => {
  expect(loadConfig({ file: writeConfig(YAML), env: ENV })).toEqual({
    slack: {
      apiUrl: 'https://slack.com/api/',
      botToken: 'xoxb-bot',
      command: '/rollback',
      connection: { kind: 'socket', appToken: 'xapp-app' },
    },
    store: { kind: 'sqlite', path: './switchback.sqlite' },
    scratch: 'bundled',
    proxy: null,
    ownDsn: null,
    journalKey: null,
    logLevel: 'info',
    retentionMs: 7_776_000_000,
    services: [
      {
        name: 'invoices',
        description: null,
        environment: 'production',
        channel: null,
        roles: {
          responders: { users: ['U0RESPONDER'], groups: [] },
          approvers: { users: ['U0APPROVER'], groups: [] },
          databaseOwners: { users: ['U0APPROVER'], groups: [] },
        },
        runbook: 're-point',
        app: { url: 'https://invoices.example.com', identity: null, readiness: null, probes: [{ path: '/', must: [], mustNot: [] }] },
        platform: { vendor: 'vercel', title: 'Vercel' },
        vendors: {
          sentry: {
            token: 'sntryi_token',
            url: 'https://us.sentry.io',
            organization: 'acme',
            project: 'invoices',
            environment: 'production',
            dsn: 'https://key@o1.ingest.sentry.io/1',
            route: null,
          },
          vercel: {
            token: 'vercel-token',
            apiUrl: 'https://api.vercel.com',
            team: null,
            project: 'invoices',
            deploymentUrl: 'https://{url}',
            protectionBypass: null,
          },
        },
        components: {},
        code: { repository: null, migrations: 'migrations', fetch: true, proposals: true },
        database: null,
        generations: {},
        drillsAllowed: false,
        verification: {
          bucketMs: 15_000,
          graceMs: 60_000,
          minimumMs: 60_000,
          pollMs: 15_000,
          deadlineMs: 1_800_000,
          baselineMs: 86_400_000,
          afterCloseMs: 1_800_000,
        },
        factTimeoutMs: 5000,
      },
    ],
    drills: [],
  });
});

test('every value that is given is used', () => {
  const file = writeConfig(`
slack: { apiUrl: 'http://127.0.0.1:4001/api' }
vercel: { apiUrl: 'http://127.0.0.1:4002/', team: acme }
sentry: { url: 'http://127.0.0.1:4003', organization: acme }
roles:
  responders: { users: [U0ALICE], groups: [S0ONCALL] }
  approvers: { users: [U0BOB] }
services:
  invoices:
    description: Invoices and payments
    environment: staging
    channel: C0INCIDENTS
    roles: { responders: { users: [U0CAROL] }, databaseOwners: { groups: [S0DBA] } }
    runbook: blue-green
    app: { url: 'http://127.0.0.1:4004/', identity: /api/deployment, readiness: /health/ready, probes: [/, /invoices] }
    generations: { pending: select count(*) from outbox where generation = $1 }
    vercel: { project: prj_1, deploymentUrl: 'http://127.0.0.1:4004/{url}', protectionBypassEnv: BYPASS }
    sentry: { project: '42', environment: vercel-production, dsnEnv: APP_DSN, route: GET /invoices }
    code: { repository: clones/invoices, migrations: drizzle }
    database: { urlEnv: LIVE_DATABASE_URL, statementTimeout: 1s }
    drills: { allowed: true }
    verification: { bucket: 1s, grace: 500ms, minimum: 2s, poll: 1s, deadline: 5m, baseline: 1d, afterClose: 2h }
    timeouts: { fact: 2s }
retention: 400d
drills:
  - { service: invoices, kind: rehearsal, cron: 0 10 1 */3 *, timeZone: Europe/Berlin, remindBefore: 2h }
  - { service: invoices, kind: rehearsal, cron: '@weekly', timeZone: UTC, channel: C0DRILLS }
`);
  mkdirSync(join(dirname(file), 'clones/invoices'), { recursive: true });
  const env = {
    ...ENV,
    SLACK_SIGNING_SECRET: 'signing',
    PORT: '3000',
    DATABASE_URL: 'postgres://bot@db/switchback',
    SCRATCH_DATABASE_URL: 'postgres://scratch@db/postgres',
    SENTRY_DSN: 'https://key@o1.ingest.sentry.io/1',
    LOG_LEVEL: 'warn',
    BYPASS: 'bypass',
    SWITCHBACK_JOURNAL_KEY: '0123456789abcdef',
    LIVE_DATABASE_URL: 'postgres://switchback:secret@db.example/shop?sslmode=verify-full',
    APP_DSN: 'http://key@127.0.0.1:4003/42',
  };

  expect(loadConfig({ file, env })).toEqual({
    slack: {
      apiUrl: 'http://127.0.0.1:4001/api/',
      botToken: 'xoxb-bot',
      command: '/rollback',
      connection: { kind: 'http', signingSecret: 'signing', port: 3000, host: '127.0.0.1' },
    },
    store: { kind: 'postgres', url: 'postgres://bot@db/switchback' },
    scratch: 'postgres://scratch@db/postgres',
    proxy: null,
    journalKey: '0123456789abcdef',
    ownDsn: 'https://key@o1.ingest.sentry.io/1',
    logLevel: 'warn',
    retentionMs: 34_560_000_000,
    services: [
      {
        name: 'invoices',
        description: 'Invoices and payments',
        environment: 'staging',
        channel: 'C0INCIDENTS',
        roles: {
          responders: { users: ['U0CAROL'], groups: [] },
          approvers: { users: ['U0BOB'], groups: [] },
          databaseOwners: { users: [], groups: ['S0DBA'] },
        },
        runbook: 'blue-green',
        app: {
          url: 'http://127.0.0.1:4004',
          identity: '/api/deployment',
          readiness: '/health/ready',
          probes: ['/', '/invoices'].map((path) => ({ path, must: [], mustNot: [] })),
        },
        platform: { vendor: 'vercel', title: 'Vercel' },
        vendors: {
          sentry: {
            token: 'sntryi_token',
            url: 'http://127.0.0.1:4003',
            organization: 'acme',
            project: '42',
            environment: 'vercel-production',
            dsn: 'http://key@127.0.0.1:4003/42',
            route: 'GET /invoices',
          },
          vercel: {
            token: 'vercel-token',
            apiUrl: 'http://127.0.0.1:4002',
            team: 'acme',
            project: 'prj_1',
            deploymentUrl: 'http://127.0.0.1:4004/{url}',
            protectionBypass: 'bypass',
          },
        },
        components: {},
        code: { repository: join(dirname(file), 'clones/invoices'), migrations: 'drizzle', fetch: true, proposals: true },
        database: { url: 'postgres://switchback:secret@db.example/shop?sslmode=verify-full', statementTimeoutMs: 1000 },
        generations: { pending: 'select count(*) from outbox where generation = $1' },
        drillsAllowed: true,
        verification: {
          bucketMs: 1000,
          graceMs: 500,
          minimumMs: 2000,
          pollMs: 1000,
          deadlineMs: 300_000,
          baselineMs: 86_400_000,
          afterCloseMs: 7_200_000,
        },
        factTimeoutMs: 2000,
      },
    ],
    drills: [
      {
        service: 'invoices',
        kind: 'rehearsal',
        cron: '0 10 1 */3 *',
        timeZone: 'Europe/Berlin',
        remindBeforeMs: 7_200_000,
        channel: 'C0INCIDENTS',
      },
      { service: 'invoices', kind: 'rehearsal', cron: '@weekly', timeZone: 'UTC', remindBeforeMs: 86_400_000, channel: 'C0DRILLS' },
    ],
  });
});

test('a secret can come from a file', () => {
  const file = writeConfig(YAML);
  const secret = join(dirname(file), 'bot-token');
  writeFileSync(secret, 'xoxb-from-a-file\n');
  const { SLACK_BOT_TOKEN: _, ...env } = ENV;

  expect(loadConfig({ file, env: { ...env, SLACK_BOT_TOKEN_FILE: secret } }).slack.botToken).toBe('xoxb-from-a-file');
});

test('SWITCHBACK_CONFIG names the file where no other is asked for', () => {
  const env = { ...ENV, SWITCHBACK_CONFIG: writeConfig(YAML) };
  expect(loadConfig({ file: null, env }).services[0]?.vendors.sentry?.organization).toBe('acme');
});

test('a signing secret without a port leaves Socket Mode as it is', () => {
  const env = { ...ENV, SLACK_SIGNING_SECRET: 'signing' };
  expect(loadConfig({ file: writeConfig(YAML), env }).slack.connection).toEqual({ kind: 'socket', appToken: 'xapp-app' });
});

test('a port without a signing secret leaves Socket Mode as it is', () => {
  const env = { ...ENV, PORT: '8080' };
  expect(loadConfig({ file: writeConfig(YAML), env }).slack.connection).toEqual({ kind: 'socket', appToken: 'xapp-app' });
});

test('the database wins over the SQLite file, whose path the Docker image always sets', () => {
  const env = { ...ENV, SWITCHBACK_STORE: '/data/switchback.sqlite' };
  const file = writeConfig(YAML);
  expect(loadConfig({ file, env }).store).toEqual({ kind: 'sqlite', path: '/data/switchback.sqlite' });
  expect(loadConfig({ file, env: { ...env, DATABASE_URL: 'postgresql://db/a' } }).store).toEqual({
    kind: 'postgres',
    url: 'postgresql://db/a',
  });
});

test('in staging one person is enough', () => {
  const file = writeConfig(
    YAML.replace('  approvers: { users: [U0APPROVER] }\n', '').replace('  invoices:\n', '  invoices:\n    environment: staging\n'),
  );
  expect(loadConfig({ file, env: ENV }).services[0]?.roles.approvers).toEqual({ users: [], groups: [] });
});

test('a group may bring the second person', () => {
  const file = writeConfig(YAML.replace('approvers: { users: [U0APPROVER] }', 'approvers: { groups: [S0APPROVERS] }'));
  expect(loadConfig({ file, env: ENV }).services[0]?.roles.approvers).toEqual({ users: [], groups: ['S0APPROVERS'] });
});

test('a key with nothing behind it means what leaving it out means', () => {
  const file = writeConfig(`${YAML}    code:\n      repository:\n    verification:\n`);
  expect(loadConfig({ file, env: ENV }).services[0]?.code).toEqual({
    repository: null,
    migrations: 'migrations',
    fetch: true,
    proposals: true,
  });
});

test('one anchor may be used by any number of services', () => {
  const services = Array.from(
    { length: 700 },
    (_, index) => `  service-${index}:
    app: { url: 'https://invoices.example.com' }
    vercel: *vercel
    sentry: *sentry
`,
  );
  const file = writeConfig(
    `${YAML.replace('vercel: {', 'vercel: &vercel {').replace('sentry: { project', 'sentry: &sentry { project')}${services.join('')}`,
  );
  const { services: found } = loadConfig({ file, env: ENV });
  expect(found).toHaveLength(701);
  expect(found.at(-1)).toMatchObject({
    name: 'service-699',
    vendors: { vercel: { project: 'invoices' }, sentry: { project: 'invoices' } },
  });
});
