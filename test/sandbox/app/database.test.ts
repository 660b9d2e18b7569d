import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '#sandbox/app/database/migrate.ts';
import { seed } from '#sandbox/app/database/seed.ts';
import { startPostgres, type LocalPostgres } from '#sandbox/postgres/start-postgres.ts';

let postgres: LocalPostgres;
let pool: pg.Pool;

beforeEach(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.url });
});
afterEach(async () => {
  await pool.end();
  await postgres.close();
});

async function columns(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; optional: string }>(
    `select column_name as name, is_nullable as optional from information_schema.columns
     where table_name = 'invoices' and column_name in ('total', 'subtotal', 'tax') order by 1`,
  );
  return rows.map(({ name, optional }) => `${name} ${optional === 'YES' ? 'optional' : 'required'}`);
}

describe('the migrations', () => {
  test('expand adds, backfill fills, contract drops total', async () => {
    await migrate(postgres.url, '0000_init');
    await seed(postgres.url);
    expect(await columns()).toEqual(['total required']);

    await migrate(postgres.url, '0001_expand');
    expect(await columns()).toEqual(['subtotal optional', 'tax optional', 'total required']);

    await migrate(postgres.url, '0002_backfill');
    const { rows } = await pool.query('select count(*)::int as count, sum(total - subtotal - tax) as difference from invoices');
    expect(rows).toEqual([{ count: 200, difference: '0.00' }]);

    await migrate(postgres.url, '0003_contract');
    expect(await columns()).toEqual(['subtotal required', 'tax required']);
  });

  test('keep Drizzle’s books, and running them again changes nothing', async () => {
    await migrate(postgres.url, '0003_contract');
    await migrate(postgres.url, '0003_contract');
    const { rows } = await pool.query('select hash, created_at from drizzle.__drizzle_migrations order by id');
    expect(rows).toEqual([
      { hash: expect.stringMatching(/^[0-9a-f]{64}$/), created_at: '1793527200000' },
      { hash: expect.stringMatching(/^[0-9a-f]{64}$/), created_at: '1794304800000' },
      { hash: expect.stringMatching(/^[0-9a-f]{64}$/), created_at: '1794564000000' },
      { hash: expect.stringMatching(/^[0-9a-f]{64}$/), created_at: '1794909600000' },
    ]);
  });

  test('a migration that fails leaves nothing of itself behind', async () => {
    await migrate(postgres.url, '0001_expand');
    await pool.query(`insert into invoices (number, customer, issued_on, total) values ('A', 'Acorn', '2026-01-01', 12)`);
    await pool.query('alter table invoices add constraint no_tax check (tax is null)');
    await expect(migrate(postgres.url, '0003_contract')).rejects.toMatchObject({ code: '23514' });
    expect(await columns()).toEqual(['subtotal optional', 'tax optional', 'total required']);
    const { rows } = await pool.query('select subtotal from invoices');
    expect(rows).toEqual([{ subtotal: null }]);
  });
});
