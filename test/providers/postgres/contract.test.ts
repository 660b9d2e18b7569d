import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { startPostgres } from '#sandbox/postgres/start-postgres.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { databaseContract } from '#test/support/database-contract.ts';
import type { DatabaseWorld, OtherSession } from '#test/support/database-contract.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';
import { describe } from 'vitest';

const PASSWORD = 'p@ss/word with:marks';

const SET_UP = `
create role owner login password '${PASSWORD}';
create role reader login password '${PASSWORD}';
create role stranger login password '${PASSWORD}';
create role monitor login password '${PASSWORD}';
grant pg_read_all_stats to monitor;
create database shop owner owner;`;

const SHOP = `
create table public.invoices (id serial primary key, customer text, paid boolean, note jsonb);
insert into public.invoices (customer, paid, note) values ('ada', true, '{"lines": [1, 2]}'), ('ben', false, null), ('cy', null, null);
create function public.forget() returns void language sql as 'delete from public.invoices';
grant select on public.invoices to reader, monitor;`;

const missing = POSTGRES_BINARIES === null;

describe.skipIf(missing)(missing ? 'skipped: PostgreSQL is not installed here' : 'on a real server', () => {
  databaseContract('postgres', startWorld);
});

async function startWorld(): Promise<DatabaseWorld> {
  const server = await startPostgres('server');
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  for (const statement of SET_UP.split(';').filter((text) => text.trim() !== '')) await admin.query(statement);
  const urlOf = (role: string, password = PASSWORD) => {
    const url = new URL(server.url);
    [url.username, url.password, url.pathname] = [role, encodeURIComponent(password), '/shop'];
    return url.href;
  };
  const openSession = async (): Promise<OtherSession> => {
    const client = new pg.Client({ connectionString: urlOf('owner') });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return { pid: rows[0]?.pid ?? 0, run: (sql) => client.query(sql), close: () => client.end() };
  };
  const setUp = await openSession();
  await setUp.run(SHOP);
  await setUp.close();
  const { port: silentPort, close: closeSilent } = await startSilent();
  const databaseAt = (url: string, statementTimeoutMs = 10_000) => createPostgres({ url, statementTimeoutMs });
  const superuser = new URL(server.url);
  superuser.pathname = '/shop';
  return {
    as: {
      reader: databaseAt(urlOf('reader')),
      stranger: databaseAt(urlOf('stranger')),
      monitor: databaseAt(urlOf('monitor')),
      owner: databaseAt(urlOf('owner')),
      superuser: databaseAt(superuser.href),
    },
    password: PASSWORD,
    refused: databaseAt(urlOf('reader', `${PASSWORD}!`)),
    absent: databaseAt(urlOf('reader').replace(/:\d+\/shop/, ':1/shop')),
    silent: databaseAt(urlOf('reader').replace(/:\d+\/shop/, `:${silentPort}/shop`), 300),
    hasty: createPostgres({ url: urlOf('reader'), statementTimeoutMs: 500, mostRows: 2 }),
    openSession,
    connections: async () => {
      const { rows } = await admin.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where application_name = 'switchback'",
      );
      return rows[0]?.n ?? -1;
    },
    close: async () => {
      await admin.end();
      await closeSilent();
      await server.close();
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
