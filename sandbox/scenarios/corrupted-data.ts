import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario, Scenery } from './scenario.ts';
import { withDatabase } from './with-database.ts';

export const corruptedData: Scenario = {
  key: 'corrupted-data',
  title: 'A migration that overwrote data',
  about: 'A deploy corrects amounts that were imported wrongly. It corrected them thoroughly.',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: async ({ world }) => {
    await dump(world);
    await world.push('euros', () => world.migrate('0004_euros'));
  },
  page: 'Unpaid invoices cannot be opened. Accounting says that their amounts are gone.',
  hints: [
    {
      at: 'Is any data lost or corrupt, or is the database or region down?',
      says: 'Look at the invoices as a customer sees them: they are refused because they have no amount. The migration overwrote them: answer yes.',
    },
    { at: 'This is what it looks like', says: 'Data is lost, so neither going back nor a forward-fix helps. Confirm the catastrophe.' },
    { at: 'Declare a disaster recovery?', says: 'ada declares it, and ben has to agree.' },
    { at: 'Choose the moment to go back to', says: 'The pipeline dumped the table just before the migration. Press “Done”.' },
    {
      at: 'Restore beside production',
      says: 'ada asks, dot approves: it is the database owner’s. Then press “Restore beside production” beside the channel, and “Done” as ada.',
    },
    {
      at: 'Verify the restored database',
      says: 'Press “Compare the two” beside the channel: as many invoices, and none without an amount.',
    },
    {
      at: 'Switch production to it',
      says: 'ada asks, dot approves: it is the database owner’s. Then press “Switch over” beside the channel, and “Done” as ada.',
    },
  ],
  runs: [
    {
      key: 'restore',
      title: 'Restore beside production',
      about: 'Reads the dump that the pipeline took before the migration into restored.invoices. Production stays as it is.',
      run: async ({ world }) => {
        const rows = await readFile(dumpOf(world), 'utf8');
        return withDatabase(world, async (client) => {
          await client.query('drop schema if exists restored cascade; create schema restored');
          await client.query('create table restored.invoices (like public.invoices including all)');
          const { rowCount } = await client.query(
            'insert into restored.invoices select * from jsonb_populate_recordset(null::restored.invoices, $1::jsonb)',
            [rows],
          );
          return `${rowCount} invoices are restored into restored.invoices. Production was not touched.`;
        });
      },
    },
    {
      key: 'compare',
      title: 'Compare the two',
      about: 'Counts the invoices, and those without an amount, in production and in the restored table.',
      run: ({ world }) =>
        withDatabase(world, async (client) => {
          const { rows } = await client.query<{ name: string; count: number; empty: number }>(`
            select 'production' as name, count(*)::int as count, (count(*) filter (where subtotal = 0))::int as empty from public.invoices
            union all
            select 'restored', count(*)::int, (count(*) filter (where subtotal = 0))::int from restored.invoices`);
          return rows.map(({ name, count, empty }) => `${name}: ${count} invoices, ${empty} without an amount`).join('; ');
        }),
    },
    {
      key: 'switch-over',
      title: 'Switch over',
      about: 'Moves the damaged table to damaged.invoices, and the restored one in its place, in one transaction.',
      run: ({ world }) =>
        withDatabase(world, async (client) => {
          await client.query(`
            begin;
            create schema damaged;
            alter table public.invoices set schema damaged;
            alter table restored.invoices set schema public;
            commit`);
          return 'Production reads the restored table. The damaged one is kept as damaged.invoices.';
        }),
    },
  ],
};

function dumpOf({ folder }: Scenery['world']): string {
  return join(folder, 'invoices-before-0004.json');
}

function dump(world: Scenery['world']): Promise<void> {
  return withDatabase(world, async (client) => {
    const { rows } = await client.query<{ all: string }>('select jsonb_agg(invoices order by id)::text as all from invoices');
    await writeFile(dumpOf(world), rows[0]?.all ?? '[]');
  });
}
