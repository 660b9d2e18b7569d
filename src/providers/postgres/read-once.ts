import { Socket } from 'node:net';
import pg from 'pg';
import type { Answer, NotAnswered, Row } from '../database.ts';
import { decode } from './decode.ts';
import { MOST_ROWS } from './options.ts';
import type { PostgresOptions } from './options.ts';
import { redact } from './redact.ts';

/** A statement waits no longer than this for a lock: a reader in the queue would hold up those behind it. */
const LOCK_TIMEOUT_MS = 1_000;
/** For saying goodbye; the server frees a connection that is cut as well. */
const CLOSING_MS = 1_000;

/**
 * One `select` in a read-only transaction on a connection of its own, which is closed before the answer is given. Settings are local to that
 * transaction: those of a session would be refused by a pooler, or stay for its next client. A cursor takes nothing but a `select`, and the
 * query right after `begin` makes that the transaction cannot be made writable any more.
 */
export async function readOnce(options: PostgresOptions, sql: string, signal: AbortSignal): Promise<Answer> {
  const { statementTimeoutMs, mostRows = MOST_ROWS } = options;
  const stopped = AbortSignal.any([signal, AbortSignal.timeout(3 * statementTimeoutMs)]);
  const socket = new Socket();
  const cut = (): void => void socket.destroy();
  stopped.addEventListener('abort', cut, { once: true });
  let client: pg.Client | null = null;
  let connected = false;
  try {
    stopped.throwIfAborted();
    client = connectionTo(options, socket);
    await client.connect();
    connected = true;
    await run(client, 'begin read only');
    await run(client, settings(statementTimeoutMs));
    await run(client, `declare switchback no scroll cursor for ${sql}`);
    const rows = await run(client, `fetch forward ${mostRows + 1} from switchback`);
    await run(client, 'rollback');
    return { kind: 'rows', rows: rows.slice(0, mostRows), cut: rows.length > mostRows };
  } catch (error) {
    if (stopped.aborted) return { kind: 'unreachable', why: 'The database did not answer within the time allowed.' };
    return notAnswered(options, error, connected);
  } finally {
    stopped.removeEventListener('abort', cut);
    if (client !== null) await close(client, socket);
  }
}

function connectionTo({ url, statementTimeoutMs }: PostgresOptions, socket: Socket): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'switchback',
    connectionTimeoutMillis: statementTimeoutMs,
    stream: () => socket,
    types: { getTypeParser: (type: number) => (text: string) => decode(type, text) },
  });
  // Without a listener a lost connection would end the process; the query under way reports it.
  client.on('error', () => {});
  return client;
}

/** Always by the extended protocol, in which a text with two statements is an error of the server's. */
async function run(client: pg.Client, text: string): Promise<Row[]> {
  const query: pg.QueryConfig & { readonly queryMode: 'extended' } = { text, queryMode: 'extended' };
  const { rows } = await client.query<Row>(query);
  return rows;
}

function settings(statementTimeoutMs: number): string {
  const local = {
    search_path: '',
    // A question about the catalogue looks dear to the planner, and compiling it would take longer than all else.
    jit: 'off',
    default_transaction_read_only: 'on',
    statement_timeout: String(statementTimeoutMs),
    lock_timeout: String(Math.min(LOCK_TIMEOUT_MS, statementTimeoutMs)),
    idle_in_transaction_session_timeout: String(statementTimeoutMs),
  };
  const set = Object.entries(local).map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`);
  return `select ${[...set, NOTICE_A_CUT].join(', ')}`;
}

/** Where the server can, a statement whose client has gone ends soon, and not at its own time. */
const NOTICE_A_CUT = `(select pg_catalog.set_config(name, '500', true) from pg_catalog.pg_settings where name = 'client_connection_check_interval')`;

/** Connection exceptions, too many connections, and a server that shuts down: nothing was said about the question. */
const GONE = /^(?:08|53300|57P)/;

function notAnswered({ url }: PostgresOptions, error: unknown, connected: boolean): NotAnswered {
  const { code, message } = error instanceof Error && 'code' in error ? error : { code: null, message: String(error) };
  const says = redact(url, message);
  if (connected && typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !GONE.test(code)) {
    return { kind: 'failed', sqlstate: code, message: says };
  }
  const what = connected ? 'The connection to the database was lost' : 'The database could not be connected to';
  return { kind: 'unreachable', why: `${what}: ${says.replace(/\.$/, '')}.` };
}

async function close(client: pg.Client, socket: Socket): Promise<void> {
  const late = setTimeout(() => socket.destroy(), CLOSING_MS);
  await client.end();
  clearTimeout(late);
  socket.destroy();
}
