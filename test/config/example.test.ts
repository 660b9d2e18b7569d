import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load-config.ts';
import { ENV } from './settings.ts';

const EXAMPLE = 'switchback.example.yml';

test('the annotated example is accepted as it is', () => {
  const env = {
    ...ENV,
    INVOICES_VERCEL_BYPASS: 'bypass',
    INVOICES_SENTRY_DSN: 'https://key@o1.ingest.sentry.io/1',
    INVOICES_DATABASE_URL: 'postgres://switchback:secret@db.example/shop',
  };
  const { services, drills } = loadConfig({ file: EXAMPLE, env });

  expect(services).toEqual([
    {
      name: 'invoices',
      description: 'Invoices and payments',
      environment: 'production',
      channel: 'C024BE91L',
      roles: {
        responders: { users: ['U024BE7LH'], groups: ['S0614TZR7'] },
        approvers: { users: ['U024BE7LH', 'U0G9QF9C6'], groups: [] },
        databaseOwners: { users: ['U0G9QF9C6'], groups: [] },
      },
      runbook: 're-point',
      app: {
        url: 'https://invoices.example.com',
        identity: '/api/deployment',
        readiness: null,
        probes: ['/', '/invoices'].map((path) => ({ path, must: [], mustNot: [] })),
      },
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
          team: 'team_9aRJm1bQ3cVxYk',
          project: 'prj_XLKmu1DyR1eY7zq8',
          deploymentUrl: 'https://{url}',
          protectionBypass: 'bypass',
        },
      },
      components: {},
      code: { repository: null, migrations: 'drizzle', fetch: true, proposals: true },
      database: { url: 'postgres://switchback:secret@db.example/shop', statementTimeoutMs: 3000 },
      generations: {},
      drillsAllowed: true,
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
  ]);
  expect(drills).toEqual([
    {
      service: 'invoices',
      kind: 'rehearsal',
      cron: '0 10 1 */3 *',
      timeZone: 'Europe/Berlin',
      remindBeforeMs: 86_400_000,
      channel: 'C024BE91L',
    },
  ]);
});

test('its first line tells editors where the schema is', () => {
  expect(readFileSync(EXAMPLE, 'utf8').split('\n')[0]).toBe('# yaml-language-server: $schema=./docs/switchback.schema.json');
});
