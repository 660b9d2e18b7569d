import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sweep } from '#src/schema/scratch/sweep.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';

const HOUR = 3_600_000;
const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';

describe.skipIf(missing !== '')(`scratch databases that were left behind${missing}`, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('are dropped with their roles when they are older than an hour and nobody is in them; all else stays', async () => {
    const old = `switchback_scratch_${Date.now() - 2 * HOUR}_0123abcd`;
    const used = `switchback_scratch_${Date.now() - 2 * HOUR}_deadbeef`;
    const young = `switchback_scratch_${Date.now() - HOUR / 2}_0123abcd`;
    const foreign = 'switchback_scratch_of_somebody';
    for (const name of [old, used, young, foreign]) {
      await postgres.run(`create role ${name} login`);
      await postgres.run(`create database ${name} owner ${name}`);
    }
    const server = (await postgres.createSchema()).replace(/&options=.*/, '');
    const user = new pg.Client({ connectionString: server.replace('/postgres?', `/${used}?`) });
    await user.connect();
    onTestFinished(() => user.end());

    await sweep(user, Date.now());
    const { rows } = await user.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'switchback%' union all select rolname from pg_roles where rolname like 'switchback%'`,
    );
    const left = rows.map(({ name }) => name).sort();
    expect(left).toEqual([used, young, foreign, used, young, foreign].sort());
  }, 60_000);
});
