import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createServices, type Judge } from '#src/bot/services.ts';
import { loadConfig } from '#src/config/load-config.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import type { ServiceParts } from '#src/effects/parts.ts';
import { PRESETS } from '#domain/preset.ts';
import type { Store } from '#src/store/store.ts';
import { only } from '#test/support/only.ts';
import { refused } from './refused.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-bot', SLACK_APP_TOKEN: 'xapp-app' };
const SENTRY =
  'create an internal integration under Settings > Custom Integrations with org:read, event:read, project:read and project:releases';
const VERCEL = 'create one under Account Settings > Tokens, for the team that owns the projects';
const READER = 'postgres://switchback:hunter2@db.example/app';
const DSN = 'https://key@o1.ingest.sentry.io/1';
const NO_SLACK = [
  'SLACK_BOT_TOKEN is not set; copy it from "OAuth & Permissions" of your Slack app',
  'SLACK_APP_TOKEN is not set; create one with connections:write under "Basic Information" > "App-Level Tokens", or set SLACK_SIGNING_SECRET and PORT to use HTTP',
];

/** The example, in a folder that has the clones which it names. */
function example(name: string, ...clones: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-example-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const clone of clones) mkdirSync(join(folder, 'clones', clone), { recursive: true });
  copyFileSync(`examples/${name}.yml`, join(folder, 'switchback.yml'));
  return join(folder, 'switchback.yml');
}

/** What the bot makes of it: everything that a start makes before it connects. */
function started(file: string, env: Record<string, string>) {
  const config = loadConfig({ file, env: { ...SLACK, ...env } });
  const schema = {
    store: only<Store>('store', {}),
    now: () => 0,
    log: pino({ level: 'silent' }),
    stopped: new AbortController().signal,
  };
  const parts = createServices(config, schema, () => only<Judge>('judge', {}));
  return config.services.map((service) => essentials(service, parts(service.name)));
}

function essentials({ name, runbook, platform, vendors, components }: ServiceConfig, { deploys, errors, database }: ServiceParts) {
  return {
    name,
    runbook,
    platform: platform?.vendor ?? null,
    vendors: Object.keys(vendors),
    components: Object.fromEntries(Object.entries(components).map(([part, { vendors }]) => [part, vendors])),
    canMove: deploys !== null,
    countsErrors: errors !== null,
    readsDatabase: database !== null,
  };
}

test('there is one for every runbook', () => {
  const files = readdirSync('examples').filter((file) => file.endsWith('.yml'));
  expect(files.toSorted()).toEqual(PRESETS.map((preset) => `${preset}.yml`).toSorted());
});

describe('re-point', () => {
  test('starts the bot', () => {
    const env = { VERCEL_TOKEN: 'v', SENTRY_TOKEN: 's', INVOICES_SENTRY_DSN: DSN, INVOICES_READER_URL: READER };
    expect(started(example('re-point', 'invoices'), env)).toEqual([
      {
        name: 'invoices',
        runbook: 're-point',
        platform: 'vercel',
        vendors: ['github', 'sentry', 'vercel', 'neon'],
        components: {},
        canMove: true,
        countsErrors: true,
        readsDatabase: true,
      },
    ]);
  });

  test('does not without its variables', () => {
    expect(refused({ file: example('re-point', 'invoices'), env: {} })).toEqual([
      ...NO_SLACK,
      `SENTRY_TOKEN is not set; ${SENTRY}`,
      `VERCEL_TOKEN is not set; ${VERCEL}`,
      'services.invoices.sentry.dsnEnv names INVOICES_SENTRY_DSN, which is not set in the environment (switchback.yml:48)',
      'services.invoices.database.urlEnv names INVOICES_READER_URL, which is not set in the environment (switchback.yml:55)',
    ]);
  });
});

describe('blue-green', () => {
  test('starts the bot', () => {
    const env = { SENTRY_TOKEN: 's', SPECTRAL_SENTRY_DSN: DSN, SPECTRAL_READER_URL: READER };
    expect(started(example('blue-green', 'spectral'), env)).toEqual([
      {
        name: 'spectral',
        runbook: 'blue-green',
        platform: 'cloudflare',
        vendors: ['cloudflare', 'github', 'pagerduty', 'sentry', 'dumps', 'supabase'],
        components: {},
        canMove: false,
        countsErrors: true,
        readsDatabase: true,
      },
    ]);
  });

  test('says who is told and which rows are left behind', () => {
    const env = { ...SLACK, SENTRY_TOKEN: 's', SPECTRAL_SENTRY_DSN: DSN, SPECTRAL_READER_URL: READER };
    const [spectral] = loadConfig({ file: example('blue-green', 'spectral'), env }).services;
    expect(spectral).toMatchObject({
      generations: { pending: 'select count(*) from outbox where generation = $1 and processed_at is null' },
      vendors: {
        cloudflare: {
          account: null,
          pages: null,
          dns: {
            zone: '023e105f4ecef8ad9ca31a8372d0c353',
            record: 'api.spectral.example',
            colors: { blue: 'spectral-blue.onrender.example', green: 'spectral-green.onrender.example' },
            holdMs: 86_400_000,
          },
        },
      },
    });
  });

  test('does not start without its variables', () => {
    expect(refused({ file: example('blue-green', 'spectral'), env: {} })).toEqual([
      ...NO_SLACK,
      `SENTRY_TOKEN is not set; ${SENTRY}`,
      'services.spectral.sentry.dsnEnv names SPECTRAL_SENTRY_DSN, which is not set in the environment (switchback.yml:48)',
      'services.spectral.database.urlEnv names SPECTRAL_READER_URL, which is not set in the environment (switchback.yml:56)',
    ]);
  });
});

describe('fast-forward', () => {
  test('starts the bot, with a part of its own for every site', () => {
    const site = (project: string) => ({ cloudflare: { account: '0123456789abcdef0123456789abcdef', dns: null, pages: { project } } });
    expect(started(example('fast-forward', 'platform'), { PLATFORM_READER_URL: READER })).toEqual([
      {
        name: 'platform',
        runbook: 'fast-forward',
        platform: 'github',
        vendors: ['github'],
        components: { app: site('platform-app'), ops: site('platform-ops'), docs: site('platform-docs') },
        canMove: false,
        countsErrors: false,
        readsDatabase: true,
      },
    ]);
  });

  test('does not without its variables', () => {
    expect(refused({ file: example('fast-forward', 'platform'), env: {} })).toEqual([
      ...NO_SLACK,
      'services.platform.database.urlEnv names PLATFORM_READER_URL, which is not set in the environment (switchback.yml:47)',
    ]);
  });
});

describe('managed-database', () => {
  test('starts the bot', () => {
    const env = { VERCEL_TOKEN: 'v', SENTRY_TOKEN: 's', LEDGER_SENTRY_DSN: DSN, LEDGER_READER_URL: READER };
    expect(started(example('managed-database', 'ledger'), env)).toEqual([
      {
        name: 'ledger',
        runbook: 'managed-database',
        platform: 'vercel',
        vendors: ['github', 'pagerduty', 'sentry', 'vercel', 'dumps', 'rds'],
        components: {},
        canMove: true,
        countsErrors: true,
        readsDatabase: true,
      },
      {
        name: 'ledger-staging',
        runbook: 'managed-database',
        platform: 'vercel',
        vendors: ['vercel', 'neon'],
        components: {},
        canMove: true,
        countsErrors: false,
        readsDatabase: false,
      },
    ]);
  });

  test('does not without its variables', () => {
    expect(refused({ file: example('managed-database', 'ledger'), env: {} })).toEqual([
      ...NO_SLACK,
      `SENTRY_TOKEN is not set; ${SENTRY}`,
      `VERCEL_TOKEN is not set; ${VERCEL}`,
      'services.ledger.sentry.dsnEnv names LEDGER_SENTRY_DSN, which is not set in the environment (switchback.yml:33)',
      'services.ledger.database.urlEnv names LEDGER_READER_URL, which is not set in the environment (switchback.yml:38)',
    ]);
  });
});

describe('rollback-script', () => {
  test('starts the bot', () => {
    const env = { SENTRY_TOKEN: 's', SPADE_SENTRY_DSN: DSN, SPADE_READER_URL: READER };
    const file = example('rollback-script', 'spade');
    expect(started(file, env)).toEqual([
      {
        name: 'spade',
        runbook: 'rollback-script',
        platform: 'kubernetes',
        vendors: ['github', 'kubernetes', 'sentry', 'dumps'],
        components: {},
        canMove: false,
        countsErrors: true,
        readsDatabase: true,
      },
    ]);
    expect(loadConfig({ file, env: { ...SLACK, ...env } }).services[0]?.vendors.kubernetes).toEqual({
      namespace: 'prod',
      deployments: ['spade-api', 'spade-worker'],
      readOnly: { env: 'READ_ONLY_MODE', on: ['spade-api'] },
      scaleToZero: ['spade-worker'],
    });
  });

  test('does not without its variables', () => {
    expect(refused({ file: example('rollback-script', 'spade'), env: {} })).toEqual([
      ...NO_SLACK,
      `SENTRY_TOKEN is not set; ${SENTRY}`,
      'services.spade.sentry.dsnEnv names SPADE_SENTRY_DSN, which is not set in the environment (switchback.yml:42)',
      'services.spade.database.urlEnv names SPADE_READER_URL, which is not set in the environment (switchback.yml:47)',
    ]);
  });
});
