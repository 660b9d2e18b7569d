import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { migrate } from '#sandbox/app/database/migrate.ts';
import { seed } from '#sandbox/app/database/seed.ts';
import { startDeployment, type RunningDeployment } from '#sandbox/app/start-deployment.ts';
import type { AppVersion } from '#sandbox/app/versions.ts';
import { startPostgres, type LocalPostgres } from '#sandbox/postgres/start-postgres.ts';
import { startEnvelopeReceiver, type EnvelopeReceiver } from './envelope-receiver.ts';

const COMMIT = '1111111111111111111111111111111111111111';
let postgres: LocalPostgres;
let sentry: EnvelopeReceiver;
type SeedVersion = 'dual-read' | 'contract' | 'contract-with-forgotten-page' | 'plain-bug';
let running: Record<SeedVersion, RunningDeployment>;

beforeAll(async () => {
  [postgres, sentry] = await Promise.all([startPostgres(), startEnvelopeReceiver()]);
  await migrate(postgres.url, '0000_init');
  await seed(postgres.url);
  await migrate(postgres.url, '0002_backfill');
  running = {
    'dual-read': await start('dual-read'),
    contract: await start('contract'),
    'contract-with-forgotten-page': await start('contract-with-forgotten-page'),
    'plain-bug': await start('plain-bug'),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(running).map((deployment) => deployment.stop()));
  await Promise.all([postgres.close(), sentry.close()]);
});

function settings(version: AppVersion) {
  const deploymentId = `dpl_${version}`;
  return {
    version,
    deploymentId,
    commit: COMMIT,
    databaseUrl: postgres.url,
    dsn: sentry.dsn,
    environment: 'production',
    exchangeRatesUrl: 'http://127.0.0.1:1/',
  };
}

function start(version: AppVersion): Promise<RunningDeployment> {
  return startDeployment(settings(version));
}

async function visit(version: SeedVersion, path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(new URL(path, running[version].origin));
  return { status: response.status, body: await response.text() };
}

async function statuses(version: SeedVersion): Promise<Record<string, number>> {
  const paths = ['/', '/health', '/invoices', '/invoices?page=8', '/invoices/7', '/invoices/7/pdf', '/reports'];
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await visit(version, path)).status])));
}

const HEALTHY = {
  '/': 200,
  '/health': 200,
  '/invoices': 200,
  '/invoices?page=8': 200,
  '/invoices/7': 200,
  '/invoices/7/pdf': 200,
  '/reports': 200,
};

describe('before the contract migration', () => {
  test.each(['dual-read', 'contract', 'contract-with-forgotten-page'] as const)('%s is healthy', async (version) => {
    expect(await statuses(version)).toEqual(HEALTHY);
  });

  test('dual-read shows the total where an invoice is not backfilled yet', async () => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('update invoices set subtotal = null, tax = null where id = 9');
    expect((await visit('dual-read', '/invoices/9')).body).toContain('<td>447.60</td><td>0</td>');
    await client.query('update invoices set subtotal = 373.00, tax = 74.60 where id = 9');
    await client.end();
  });
});

describe('on the contract schema', () => {
  beforeAll(() => migrate(postgres.url, '0003_contract'));

  test('contract is healthy', async () => {
    expect(await statuses('contract')).toEqual(HEALTHY);
  });

  test('a customer sees the newest invoices with subtotal and tax', async () => {
    const { body } = await visit('contract', '/invoices');
    expect(body).toContain(
      '<td><a href="/invoices/200">INV-0200</a></td><td>Acorn &amp; Sons</td><td>2026-11-20</td><td>240.00</td><td>48.00</td>',
    );
    expect(body).not.toContain('INV-0175');
  });

  test('dual-read fails wherever it reads an amount, in PostgreSQL’s own words', async () => {
    expect(await statuses('dual-read')).toEqual({
      '/': 200,
      '/health': 200,
      '/invoices': 500,
      '/invoices?page=8': 500,
      '/invoices/7': 500,
      '/invoices/7/pdf': 500,
      '/reports': 500,
    });
    expect((await visit('dual-read', '/invoices')).body).toContain('column "total" does not exist');
    expect(running['dual-read'].stderr()).toContain('column "total" does not exist');
  });

  test('plain-bug fails on every page with an unpaid invoice, for a reason in its code', async () => {
    expect(await statuses('plain-bug')).toEqual({ ...HEALTHY, '/invoices': 500 });
    expect((await visit('plain-bug', '/invoices')).body).toContain("Cannot read properties of null (reading 'toISOString')");
  });

  test('the forgotten page fails, and works again once total comes back as a generated column', async () => {
    expect(await statuses('contract-with-forgotten-page')).toEqual({ ...HEALTHY, '/reports': 500 });
    expect((await visit('contract-with-forgotten-page', '/reports')).body).toContain('column "total" does not exist');

    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('alter table invoices add column total numeric(12, 2) generated always as (subtotal + tax) stored');
    const fixed = await statuses('contract-with-forgotten-page');
    await client.query('alter table invoices drop column total');
    await client.end();

    expect(fixed).toEqual(HEALTHY);
  });
});

describe('every version', () => {
  test('says which deployment answers, and lets nobody keep that answer', async () => {
    const response = await fetch(new URL('/api/deployment', running.contract.origin));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ deploymentId: 'dpl_contract', commit: COMMIT });
  });

  test('cannot print one invoice in five, and answers 404 to what it does not have', async () => {
    const printed = await Promise.all([1, 2, 3, 4, 5].map((id) => visit('contract', `/invoices/${id}/pdf`)));
    expect(printed.map(({ status }) => status)).toEqual([200, 200, 200, 200, 500]);
    expect(printed[4]?.body).toContain("Cannot read properties of null (reading 'split')");
    expect((await visit('contract', '/invoices/201')).status).toBe(404);
    expect((await visit('contract', '/nothing')).status).toBe(404);
  });

  test('reports every error by its route, equal ones too, and every request as a transaction', async () => {
    const receiver = await startEnvelopeReceiver();
    const deployment = await startDeployment({ ...settings('plain-bug'), dsn: receiver.dsn });
    for (const path of ['/invoices', '/invoices', '/invoices', '/invoices/5/pdf', '/reports', '/invoices/7']) {
      await (await fetch(new URL(path, deployment.origin))).text();
    }
    await deployment.stop();
    await receiver.close();

    const unpaid = {
      type: 'TypeError',
      value: "Cannot read properties of null (reading 'toISOString')",
      transaction: 'GET /invoices',
      release: COMMIT,
      environment: 'production',
    };
    const unprintable = { ...unpaid, value: "Cannot read properties of null (reading 'split')", transaction: 'GET /invoices/:id/pdf' };
    expect(receiver.errors).toEqual([unpaid, unpaid, unpaid, unprintable]);
    expect(receiver.transactions.sort()).toEqual([
      'GET /invoices',
      'GET /invoices',
      'GET /invoices',
      'GET /invoices/:id',
      'GET /invoices/:id/pdf',
      'GET /reports',
    ]);
  });

  test('answers 500 while the database is away', async () => {
    const deployment = await startDeployment({ ...settings('contract'), databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' });
    const response = await fetch(new URL('/health', deployment.origin));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: 'connect ECONNREFUSED 127.0.0.1:1' });
    await deployment.stop();
  });

  test('does not start with half of its settings, and says which are wrong', async () => {
    await expect(startDeployment({ ...settings('contract'), dsn: 'nowhere' })).rejects.toThrow(/did not start: .*SENTRY_DSN/s);
  });

  test('ends when the process that started it is killed', async () => {
    const source = `
      import { startDeployment } from '#sandbox/app/start-deployment.ts';
      const { origin } = await startDeployment(${JSON.stringify(settings('contract'))});
      process.stdout.write(origin);
      setInterval(() => {}, 1000);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [origin] = await once(parent.stdout.setEncoding('utf8'), 'data');
    expect((await fetch(origin)).status).toBe(200);

    parent.kill('SIGKILL');

    await vi.waitFor(() => expect(fetch(origin)).rejects.toThrow('fetch failed'), { timeout: 10_000, interval: 100 });
  });
});
