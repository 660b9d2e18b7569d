import pg from 'pg';
import type { Row } from '../../scratch.ts';
import { decode } from './decode.ts';
import type { Connection } from './engine.ts';

/** A connection to a throwaway database on a real server, whose own clock ends a statement a little before ours would. */
export async function connectServer(url: string, statementMs: number): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    statement_timeout: statementMs,
    options: '-c client_min_messages=error -c idle_in_transaction_session_timeout=0',
    types: { getTypeParser: (type: number) => (text: string) => decode(type, text) },
  });
  // Without a listener a lost connection would end the process; the next query reports it.
  client.on('error', () => {});
  await client.connect();
  return {
    execute: async (sql) => {
      const answer: unknown = await client.query(sql);
      const last = (Array.isArray(answer) ? answer.at(-1) : answer) as { rows?: Row[] } | undefined;
      return last?.rows ?? [];
    },
    end: () => client.end(),
  };
}
