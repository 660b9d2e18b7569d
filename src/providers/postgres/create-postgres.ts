import type { Answer, Database } from '../database.ts';
import { ACTIVITY_SQL, toActivity } from './activity.ts';
import type { PostgresOptions } from './options.ts';
import { POWERS_SQL, toPowers } from './powers.ts';
import { readOnce } from './read-once.ts';

/** Reads one live database. Calls wait for each other, so that it never holds two connections. */
export function createPostgres(options: PostgresOptions): Database {
  let last: Promise<unknown> = Promise.resolve();
  const query = (sql: string, signal: AbortSignal): Promise<Answer> => {
    const answer = last.then(() => readOnce(options, sql, signal));
    last = answer.catch(() => {});
    return answer;
  };
  return {
    query,
    powers: async (signal) => toPowers(await query(POWERS_SQL, signal)),
    activity: async (signal) => toActivity(await query(ACTIVITY_SQL, signal)),
  };
}
