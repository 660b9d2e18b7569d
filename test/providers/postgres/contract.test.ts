import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';
import { describe } from 'vitest';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { databaseContract } from '#test/support/database-contract.ts';
import type { DatabaseWorld } from '#test/support/database-contract.ts';
import { startLivePostgres } from '#test/support/live-postgres.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';

const SHOP = `
create table public.invoices (id serial primary key, customer text, paid boolean, note jsonb);
insert into public.invoices (customer, paid, note) values ('ada', true, '{"lines": [1, 2]}'), ('ben', false, null), ('cy', null, null);
create function public.forget() returns void language sql as 'delete from public.invoices';
grant select on public.invoices to reader, monitor;`;

describe.skipIf(POSTGRES_BINARIES === null)('on a real server, which is skipped where PostgreSQL is not installed', () => {
  databaseContract('postgres', startWorld);
});

async function startWorld(): Promise<DatabaseWorld> {
  const server = await startLivePostgres();
  const { as, run, urlOf } = await server.create();
  await run(SHOP);
  const silent = await startSilent();
  const admin = new pg.Client({ connectionString: urlOf('superuser') });
  await admin.connect();
  const readerAt = (change: (url: URL) => void, statementTimeoutMs = 10_000) => {
    const url = new URL(urlOf('reader'));
    change(url);
    return createPostgres({ url: url.href, statementTimeoutMs });
  };
  return {
    as: { reader: as('reader'), stranger: as('stranger'), monitor: as('monitor'), owner: as('owner'), superuser: as('superuser') },
    password: server.password,
    refused: readerAt((url) => (url.password = encodeURIComponent(`${server.password}!`))),
    absent: readerAt((url) => (url.port = '1')),
    silent: readerAt((url) => (url.port = String(silent.port)), 300),
    plain: readerAt((url) => url.searchParams.set('sslmode', 'verify-full')),
    hasty: createPostgres({ url: urlOf('reader'), statementTimeoutMs: 500, mostRows: 2 }),
    openSession: async () => {
      const client = new pg.Client({ connectionString: urlOf('owner') });
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      return { pid: rows[0]?.pid ?? 0, run: (sql) => client.query(sql), close: () => client.end() };
    },
    connections: async () => {
      const { rows } = await admin.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where application_name = 'switchback'",
      );
      return rows[0]?.n ?? -1;
    },
    close: async () => {
      await admin.end();
      await silent.close();
      await server.stop();
    },
  };
}

/** Takes connections and says nothing. */
async function startSilent(): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
